// SPDX-License-Identifier: Apache-2.0

import Import
import Recommenders

/// Fits the choices of one group of a file, and holds others against them.
struct GroupStudy {
    let options: ChoiceFitOptions
    let threads: Int

    /// What was learned of one group.
    private struct Learned {
        var whole: ChoiceFit
        var segments: [ChoiceFit?] = []
        var names: [String]
        var shares: MarketShares?
        /// By item; empty where items have none.
        var intercepts: [String: Double] = [:]
    }

    /// What was learned; a fit that fails is a report that says why, so that other groups go on.
    func report(of group: String, _ table: ChoiceTable, test: ChoiceTable?) -> ChoiceGroupReport {
        var report = ChoiceGroupReport(name: group)
        do throws(RecommenderError) {
            let learned = try learn(table, into: &report)
            let price = learned.whole.attributes.firstIndex(of: options.price)
            let fits = [("", Optional(learned.whole))] + zip(learned.names, learned.segments)
            for case (let name, let fit?) in fits {
                let worths = fit.attributes.indices.map { place in
                    price.flatMap { fit.willingnessToPay(for: place, price: $0) }
                }
                report.add(fit, segment: name, worths: worths)
            }
            if let test { report.held = try hold(test, against: learned) }
        } catch {
            report.problem = error.message
        }
        return report
    }

    private func learn(
        _ table: ChoiceTable, into report: inout ChoiceGroupReport
    ) throws(RecommenderError) -> Learned {
        let names = Set(table.segments).sorted()
        let places = Self.places(of: table)
        var sets = try sets(of: table, segments: names)
        let logit = options.logit(threads: threads)
        var learned: Learned
        // An item that is in one set only has nothing but its attributes to tell it from others.
        if options.intercepts, places.count < table.items.count {
            let items = table.items.map { places[$0] ?? 0 }
            let fit = try InterceptLogit(logit, deviation: options.interceptDeviation).fit(sets, items: items)
            learned = Learned(whole: fit.weights, names: names)
            learned.intercepts = places.mapValues { fit.intercepts[Int($0)] }
            sets.offsets = table.items.map { learned.intercepts[$0] ?? 0 }
            report.intercepts = .init(items: places.count, deviation: fit.deviation)
        } else {
            learned = Learned(whole: try logit.fit(sets), names: names)
        }
        learned.segments = try logit.segments(of: sets, around: learned.whole, count: names.count)
        if !table.items.isEmpty { learned.shares = MarketShares(items: table.items, chosen: table.chosen) }
        return learned
    }

    /// Items with an intercept of their own; beyond them the system would outgrow its use.
    private static let interceptLimit = 2_000

    /// Each item's intercept: its own for those chosen most, the last one for all others together.
    private static func places(of table: ChoiceTable) -> [String: UInt32] {
        var counts: [String: Float] = [:]
        for (item, chosen) in zip(table.items, table.chosen) { counts[item, default: 0] += chosen }
        let items = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return Dictionary(
            uniqueKeysWithValues: items.enumerated().map { ($1.key, UInt32(min($0, interceptLimit))) })
    }

    /// Log-likelihoods of other choices, those of a segment under its own weights.
    private func hold(
        _ test: ChoiceTable, against learned: Learned
    ) throws(RecommenderError) -> ChoiceGroupReport.Held? {
        var sets = try sets(of: test, segments: learned.names)
        let whole = learned.whole
        guard sets.attributes == whole.attributes else {
            throw RecommenderError(
                .invalidSetting,
                "--test has the attributes \(sets.attributes.joined(separator: ", ")), --choices "
                    + whole.attributes.joined(separator: ", "))
        }
        let choices = sets.effectiveChoiceCount
        guard choices > 0 else { return nil }
        if !learned.intercepts.isEmpty, !test.items.isEmpty {
            sets.offsets = test.items.map { learned.intercepts[$0] ?? 0 }
        }
        let fits =
            learned.names.isEmpty
            ? [(UInt32(0), whole)]
            : [(.max, whole)]
                + learned.segments.enumerated().map {
                    (UInt32($0), $1 ?? whole)
                }
        let logLikelihood = fits.reduce(0) { sum, fit in
            sum + fit.1.logLikelihood(of: sets.inSegment(fit.0), threads: threads)
        }
        return ChoiceGroupReport.Held(
            choices: choices, logLikelihood: logLikelihood, nullLogLikelihood: sets.nullLogLikelihood,
            shareLogLikelihood: learned.shares.flatMap {
                test.items.isEmpty ? nil : $0.logLikelihood(of: sets, items: test.items)
            })
    }

    private func sets(of table: ChoiceTable, segments: [String]) throws(RecommenderError) -> ChoiceSets {
        let numbers = Dictionary(uniqueKeysWithValues: segments.enumerated().map { ($1, UInt32($0)) })
        var sets = try ChoiceSets(attributes: table.attributes, features: table.features)
        for set in 0..<table.count {
            let range = table.starts[set]..<table.starts[set + 1]
            let segment = table.segments.isEmpty ? 0 : numbers[table.segments[set]] ?? .max
            sets.append(rows: range.lazy.map { UInt32($0) }, counts: table.chosen[range], segment: segment)
        }
        return sets
    }
}
