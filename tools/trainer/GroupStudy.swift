// SPDX-License-Identifier: Apache-2.0

import Import
import Recommenders

/// Fits the choices of one group of a file, and holds others against them.
struct GroupStudy {
    let options: ChoiceFitOptions
    let threads: Int

    /// What was learned; a fit that fails is a report that says why, so that other groups go on.
    func report(of group: String, _ table: ChoiceTable, test: ChoiceTable?) -> ChoiceGroupReport {
        var report = ChoiceGroupReport(name: group)
        do throws(RecommenderError) {
            try learn(table, test, into: &report)
        } catch {
            report.problem = error.message
        }
        return report
    }

    private func learn(
        _ table: ChoiceTable, _ test: ChoiceTable?, into report: inout ChoiceGroupReport
    ) throws(RecommenderError) {
        if options.shares, table.items.isEmpty {
            throw RecommenderError(.invalidSetting, "--shares needs a column item")
        }
        let shares = table.items.isEmpty ? nil : MarketShares(items: table.items, chosen: table.chosen)
        let names = Set(table.segments).sorted()
        let sets = try sets(of: table, shares, segments: names)
        let logit = options.logit(threads: threads)
        let price = sets.attributes.firstIndex(of: options.price)
        let fitted = try logit.fit(sets, segmentCount: names.count)
        let fits = [("", Optional(fitted.whole))] + zip(names, fitted.segments)
        for case (let name, let fit?) in fits {
            let worths = sets.attributes.indices.map { place in
                price.flatMap { fit.willingnessToPay(for: place, price: $0) }
            }
            report.add(fit, segment: name, worths: worths)
        }
        if let test { report.held = try hold(test, against: fitted.whole, fitted.segments, names, shares) }
    }

    /// Log-likelihoods of other choices, those of a segment under its own weights.
    private func hold(
        _ test: ChoiceTable, against whole: ChoiceFit, _ segments: [ChoiceFit?], _ names: [String],
        _ shares: MarketShares?
    ) throws(RecommenderError) -> ChoiceGroupReport.Held? {
        let sets = try sets(of: test, shares, segments: names)
        guard sets.attributes == whole.attributes else {
            throw RecommenderError(
                .invalidSetting,
                "--test has the attributes \(sets.attributes.joined(separator: ", ")), --choices "
                    + whole.attributes.joined(separator: ", "))
        }
        let choices = sets.effectiveChoiceCount
        guard choices > 0 else { return nil }
        let fits =
            names.isEmpty
            ? [(UInt32(0), whole)]
            : [(.max, whole)]
                + segments.enumerated().map {
                    (UInt32($0), $1 ?? whole)
                }
        let logLikelihood = fits.reduce(0) { sum, fit in
            sum + fit.1.logLikelihood(of: sets.inSegment(fit.0), threads: threads)
        }
        return ChoiceGroupReport.Held(
            choices: choices, logLikelihood: logLikelihood, nullLogLikelihood: sets.nullLogLikelihood,
            shareLogLikelihood: shares.flatMap {
                test.items.isEmpty ? nil : $0.logLikelihood(of: sets, items: test.items)
            })
    }

    private func sets(
        of table: ChoiceTable, _ shares: MarketShares?, segments: [String]
    ) throws(RecommenderError) -> ChoiceSets {
        var (attributes, features) = (table.attributes, table.features)
        if options.shares, let shares {
            let width = attributes.count
            features = table.items.indices.flatMap { row in
                Array(table.features[(row * width)..<((row + 1) * width)]) + [shares.logShare(of: table.items[row])]
            }
            attributes.append("log-share")
        }
        let numbers = Dictionary(uniqueKeysWithValues: segments.enumerated().map { ($1, UInt32($0)) })
        var sets = try ChoiceSets(attributes: attributes, features: features)
        for set in 0..<table.count {
            let range = table.starts[set]..<table.starts[set + 1]
            let segment = table.segments.isEmpty ? 0 : numbers[table.segments[set]] ?? .max
            sets.append(rows: range.lazy.map { UInt32($0) }, counts: table.chosen[range], segment: segment)
        }
        return sets
    }
}
