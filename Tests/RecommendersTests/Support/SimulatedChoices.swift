// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders

/// Choices of customers whose weights are known: utility plus Gumbel noise, the largest wins.
struct SimulatedChoices {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Attributes are standard normal, then multiplied with their unit; the weights hold before that.
    func sets(
        _ count: Int, of alternatives: Int, weights: [Double], units: [Double]? = nil, segments: Int = 1
    ) throws -> ChoiceSets {
        var copy = self
        let (features, chosen) = copy.draw(count, of: alternatives, weights: weights)
        let width = weights.count
        let scaled = features.indices.map { features[$0] * (units?[$0 % width] ?? 1) }
        var sets = try ChoiceSets(attributes: (0..<width).map { "x\($0)" }, features: scaled)
        for set in 0..<count {
            sets.append(
                rows: (0..<alternatives).map { UInt32(set * alternatives + $0) },
                counts: (0..<alternatives).map { $0 == chosen[set] ? 1 : 0 }, segment: UInt32(set % segments))
        }
        return sets
    }

    /// Adds sets of a segment.
    mutating func extend(
        _ sets: inout ChoiceSets, _ count: Int, of alternatives: Int, weights: [Double], segment: UInt32
    ) {
        let (features, chosen) = draw(count, of: alternatives, weights: weights)
        let first = sets.features.count / weights.count
        guard var longer = try? ChoiceSets(attributes: sets.attributes, features: sets.features + features) else {
            return
        }
        for set in 0..<sets.count {
            let range = sets.starts[set]..<sets.starts[set + 1]
            longer.append(rows: sets.rows[range], counts: sets.counts[range], segment: sets.segments[set])
        }
        for set in 0..<count {
            longer.append(
                rows: (0..<alternatives).map { UInt32(first + set * alternatives + $0) },
                counts: (0..<alternatives).map { $0 == chosen[set] ? 1 : 0 }, segment: segment)
        }
        sets = longer
    }

    private mutating func draw(
        _ count: Int, of alternatives: Int, weights: [Double]
    ) -> (features: [Double], chosen: [Int]) {
        var (features, chosen): ([Double], [Int]) = ([], [])
        for _ in 0..<count {
            var best = (place: 0, utility: -Double.infinity)
            for alternative in 0..<alternatives {
                let values = weights.map { _ in normal() }
                let noise = -log(-log(Double.random(in: 1e-12..<1, using: &generator)))
                let utility = zip(values, weights).reduce(noise) { $0 + $1.0 * $1.1 }
                if utility > best.utility { best = (alternative, utility) }
                features += values
            }
            chosen.append(best.place)
        }
        return (features, chosen)
    }

    /// Box and Muller's.
    mutating func normal() -> Double {
        let radius = (-2 * log(Double.random(in: 1e-300..<1, using: &generator))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
    }
}

/// Two hundred sets that a few lines of any language make again: what was given to statsmodels.
enum LinearCongruentialChoices {
    static func sets() throws -> ChoiceSets {
        var state: UInt64 = 12_345
        func next() -> Double {
            state = (state * 1_103_515_245 + 12_345) % (1 << 31)
            return Double(state >> 8) / Double(1 << 23)
        }
        let truth = [1.5, -0.8, 0.6]
        var (features, chosen): ([Double], [Int]) = ([], [])
        for _ in 0..<200 {
            let alternatives = (0..<4).map { _ in (0..<3).map { _ in next() * 4 - 2 } }
            let utilities = alternatives.map { values in
                zip(truth, values).reduce(0) { $0 + $1.0 * $1.1 } - log(-log(min(max(next(), 1e-9), 1 - 1e-9)))
            }
            chosen.append(utilities.indices.max { utilities[$0] < utilities[$1] } ?? 0)
            features += alternatives.joined()
        }
        var sets = try ChoiceSets(attributes: ["a", "b", "c"], features: features)
        for (set, choice) in chosen.enumerated() {
            sets.append(rows: (0..<4).map { UInt32(4 * set + $0) }, counts: (0..<4).map { $0 == choice ? 1 : 0 })
        }
        return sets
    }
}

/// The likelihood as the book writes it, one set after the other.
struct PlainLogit {
    private let sets: ChoiceSets

    init(_ sets: ChoiceSets) { self.sets = sets }

    func logLikelihood(_ coefficients: [Double]) -> Double {
        (0..<sets.count).reduce(0) { total, set in
            let range = sets.starts[set]..<sets.starts[set + 1]
            let odds = range.map { exp(utility(sets.rows[$0], coefficients)) }
            let whole = odds.reduce(0, +)
            return zip(range, odds).reduce(total) { $0 + Double(sets.counts[$1.0]) * log($1.1 / whole) }
        }
    }

    /// The negative second differences.
    func information(at point: [Double]) -> [Double] {
        let step = 1e-3
        func shifted(_ moves: [(Int, Double)]) -> Double {
            var near = point
            for (place, sign) in moves { near[place] += sign * step }
            return logLikelihood(near)
        }
        return point.indices.flatMap { row in
            point.indices.map { column in
                let second =
                    shifted([(row, 1), (column, 1)]) - shifted([(row, 1), (column, -1)])
                    - shifted([(row, -1), (column, 1)]) + shifted([(row, -1), (column, -1)])
                return -second / (4 * step * step)
            }
        }
    }

    private func utility(_ row: UInt32, _ coefficients: [Double]) -> Double {
        coefficients.indices.reduce(0) { $0 + sets.features[Int(row) * sets.width + $1] * coefficients[$1] }
    }
}

/// Coefficients drawn from the normal distribution that a fit of two says they have.
struct NormalDraws {
    private let fit: ChoiceFit
    private var noise: SimulatedChoices

    init(_ fit: ChoiceFit, seed: UInt64) {
        self.fit = fit
        noise = SimulatedChoices(seed: seed)
    }

    func standardDeviation(_ count: Int, of figure: ([Double]) -> Double) -> Double {
        var noise = noise
        let lower = fit.covariance[0].squareRoot()
        let slope = fit.covariance[1] / lower
        let rest = (fit.covariance[3] - slope * slope).squareRoot()
        let drawn = (0..<count).map { _ in
            let (first, second) = (noise.normal(), noise.normal())
            return figure([fit.coefficients[0] + lower * first, fit.coefficients[1] + slope * first + rest * second])
        }
        let mean = drawn.reduce(0, +) / Double(count)
        return (drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
    }
}
