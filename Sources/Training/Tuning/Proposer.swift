// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix
internal import Recommenders

/// Chooses the settings of the next trial; they follow from the seed, the trial's number and what came out before.
struct Proposer {
    /// What came out of a trial on one rung.
    struct Observation {
        var values: [String: Setting]
        /// Larger is better; nil when it failed.
        var score: Double?
    }

    let space: [SearchedSetting]
    let strategy: TunePlan.Strategy
    let seed: UInt64

    private static let candidates = 24
    private static let goodPart = 0.25
    private static let attempts = 100

    /// Trials that are drawn evenly before there is anything to go by.
    private var firstRandomTrials: Int { max(8, space.count + 4) }

    /// Settings that no earlier trial had; nil when it does not find any more of those.
    ///
    /// - Parameter observations: by rung, the last one of everybody.
    func settings(
        ofTrial number: Int, after tried: Set<[String: Setting]>, _ observations: [[Observation]]
    ) -> [String: Setting]? {
        var generator = SeededGenerator(seed: seed &+ UInt64(number) &* 0xD134_2543_DE82_EF95)
        let known = strategy == .random ? nil : informative(observations)
        for attempt in 0..<Self.attempts {
            let isGuided = attempt < Self.attempts / 4
            let values = known.flatMap { isGuided ? estimated($0, using: &generator) : nil } ?? drawn(using: &generator)
            if !tried.contains(values) { return values }
        }
        return nil
    }

    private func drawn(using generator: inout SeededGenerator) -> [String: Setting] {
        var values: [String: Setting] = [:]
        for setting in space { values[setting.name] = setting.domain.drawn(using: &generator) }
        return values
    }

    /// The observations of the highest rung that has enough of them; nil when none has.
    ///
    /// - Source: Falkner, Klein, Hutter, "BOHB", ICML 2018: a model on the largest budget with enough points.
    private func informative(_ observations: [[Observation]]) -> [Observation]? {
        guard let first = observations.first, first.count >= firstRandomTrials || observations.count > 1 else {
            return nil
        }
        guard observations.map(\.count).reduce(0, +) >= firstRandomTrials else { return nil }
        return observations.last { $0.count >= firstRandomTrials }
    }

    /// One value a setting where good trials lie dense and bad ones do not: of several drawn from the good ones' density
    /// l the one with the largest l / g.
    ///
    /// - Source: Bergstra et al. 2011, section 4: expected improvement grows with l(x) / g(x).
    private func estimated(_ known: [Observation], using generator: inout SeededGenerator) -> [String: Setting] {
        let ranked = known.enumerated().sorted {
            ($1.element.score ?? -.infinity, $0.offset) < ($0.element.score ?? -.infinity, $1.offset)
        }.map(\.element)
        let goodCount = min(25, max(1, Int((Double(ranked.count) * Self.goodPart).rounded(.up))))
        let (good, bad) = (ranked.prefix(goodCount), ranked.dropFirst(goodCount))
        var values: [String: Setting] = [:]
        for setting in space {
            let goodValues = good.compactMap { $0.values[setting.name] }
            let badValues = bad.compactMap { $0.values[setting.name] }
            switch setting.domain {
            case .range(let range):
                values[setting.name] = number(in: range, goodValues, badValues, using: &generator)
            case .choices(let choices):
                values[setting.name] = choice(of: choices, goodValues, badValues, using: &generator)
            }
        }
        return values
    }

    private func number(
        in range: SearchDomain.NumberRange, _ good: [Setting], _ bad: [Setting],
        using generator: inout SeededGenerator
    ) -> Setting {
        let (dense, sparse) = (ParzenEstimator(places(good, range)), ParzenEstimator(places(bad, range)))
        var best = (place: 0.0, ratio: -Double.infinity)
        for _ in 0..<Self.candidates {
            let place = dense.drawn(using: &generator)
            let ratio = log(dense.density(at: place)) - log(sparse.density(at: place))
            if ratio > best.ratio { best = (place, ratio) }
        }
        return .number(range.number(at: best.place))
    }

    private func places(_ values: [Setting], _ range: SearchDomain.NumberRange) -> [Double] {
        values.compactMap { value in
            guard case .number(let number) = value else { return nil }
            return range.place(of: number)
        }
    }

    /// Counts, with one more for each choice, take the place of densities.
    private func choice(
        of choices: [Setting], _ good: [Setting], _ bad: [Setting], using generator: inout SeededGenerator
    ) -> Setting {
        let (dense, sparse) = (shares(of: choices, in: good), shares(of: choices, in: bad))
        var best = (index: 0, ratio: -Double.infinity)
        for _ in 0..<Self.candidates {
            var rest = Double.random(in: 0..<1, using: &generator)
            var index = 0
            while index + 1 < choices.count, rest >= dense[index] {
                rest -= dense[index]
                index += 1
            }
            let ratio = dense[index] / sparse[index]
            if ratio > best.ratio { best = (index, ratio) }
        }
        return choices[best.index]
    }

    private func shares(of choices: [Setting], in values: [Setting]) -> [Double] {
        choices.map { choice in
            Double(values.count { $0 == choice } + 1) / Double(values.count + choices.count)
        }
    }
}
