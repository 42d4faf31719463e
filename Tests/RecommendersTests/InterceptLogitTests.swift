// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Testing

@testable import Recommenders

/// What items are beyond their attributes.
@Suite struct InterceptLogitTests {
    /// Sets of six out of thirty items, chosen from forty times each by price and an intercept of the item.
    private struct Shop {
        var sets: ChoiceSets
        let items: [UInt32]
        let intercepts: [Double]

        init(seed: UInt64, sets count: Int, spread: Double, choices: Int = 40) throws {
            var generator = SeededGenerator(seed: seed)
            func normal() -> Double {
                (-2 * log(Double.random(in: 1e-12..<1, using: &generator))).squareRoot()
                    * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
            }
            let intercepts = (0..<30).map { _ in spread * normal() }
            var (items, features, counts) = ([UInt32](), [Double](), [[Float]]())
            for _ in 0..<count {
                let shown = (0..<30).shuffled(using: &generator).prefix(6)
                let prices = shown.map { _ in normal() }
                var chosen = [Float](repeating: 0, count: 6)
                for _ in 0..<choices {
                    let utilities = zip(shown, prices).map { item, price in
                        intercepts[item] - 0.8 * price
                            - log(-log(Double.random(in: 1e-12..<1, using: &generator)))
                    }
                    chosen[utilities.indices.max { utilities[$0] < utilities[$1] } ?? 0] += 1
                }
                items += shown.map { UInt32($0) }
                features += prices
                counts.append(chosen)
            }
            (self.intercepts, self.items) = (intercepts, items)
            sets = try ChoiceSets(attributes: ["price"], features: features)
            for (set, counts) in counts.enumerated() {
                sets.append(rows: (0..<6).map { UInt32(6 * set + $0) }, counts: counts)
            }
        }
    }

    @Test func `intercepts and weights that were planted come back`() throws {
        let shop = try Shop(seed: 1, sets: 100, spread: 1)
        let fit = try InterceptLogit().fit(shop.sets, items: shop.items)
        #expect(fit.deviation >= 0.5 && fit.deviation <= 2)
        #expect(abs(fit.weights.coefficients[0] + 0.8) < 3 * fit.weights.standardErrors[0])
        let mean = shop.intercepts.reduce(0, +) / 30
        for (found, planted) in zip(fit.intercepts, shop.intercepts) { #expect(abs(found - planted + mean) < 0.5) }
        #expect(abs(fit.intercepts.reduce(0, +)) < 1e-6)  // only differences are chosen by
    }

    @Test func `where items do not differ, hardly anything is added to the attributes`() throws {
        let shop = try Shop(seed: 2, sets: 60, spread: 0)
        let (plain, fit) = (
            try ConditionalLogit().fit(shop.sets), try InterceptLogit().fit(shop.sets, items: shop.items)
        )
        #expect(fit.deviation == InterceptLogit.deviations[0])
        #expect(abs(fit.weights.coefficients[0] - plain.coefficients[0]) < 0.01)
    }

    @Test func `without room it is the plain logit`() throws {
        let shop = try Shop(seed: 3, sets: 40, spread: 1)
        let plain = try ConditionalLogit().fit(shop.sets)
        let fit = try InterceptLogit(deviation: 1e-5).fit(shop.sets, items: shop.items)
        #expect(abs(fit.weights.coefficients[0] - plain.coefficients[0]) < 1e-5)
        #expect(abs(fit.weights.standardErrors[0] - plain.standardErrors[0]) < 1e-5)
        #expect(abs(fit.weights.logLikelihood - plain.logLikelihood) < 1e-3)
        var robust = ConditionalLogit()
        robust.isRobust = true
        let errors = try InterceptLogit(robust, deviation: 1e-5).fit(shop.sets, items: shop.items).weights
            .standardErrors
        let wanted = try robust.fit(shop.sets).standardErrors
        #expect(abs(errors[0] - wanted[0]) < 1e-5)
    }

    /// Intercepts as plain attributes, one column an item, under the same prior.
    @Test func `it equals a logit with a column an item`() throws {
        let shop = try Shop(seed: 4, sets: 40, spread: 0.7)
        let deviation = 0.6
        let fit = try InterceptLogit(deviation: deviation).fit(shop.sets, items: shop.items)
        // The maximum: no step along the price or any intercept is likelier.
        func value(_ price: Double, _ intercepts: [Double]) -> Double {
            var sets = shop.sets
            sets.offsets = shop.items.map { intercepts[Int($0)] }
            let likelihood = offsetFit(price).logLikelihood(of: sets)
            return likelihood - intercepts.reduce(0) { $0 + $1 * $1 } / (2 * deviation * deviation)
        }
        let (price, intercepts) = (fit.weights.coefficients[0], fit.intercepts)
        let best = value(price, intercepts)
        #expect(
            abs(
                best + intercepts.reduce(0) { $0 + $1 * $1 } / (2 * deviation * deviation)
                    - fit.weights.logLikelihood) < 1e-6)
        var curvature: [[Double]] = []
        let step = 1e-3
        func moved(_ moves: [(Int, Double)]) -> Double {
            var (price, intercepts) = (price, intercepts)
            for (place, move) in moves { if place == 0 { price += move } else { intercepts[place - 1] += move } }
            return value(price, intercepts)
        }
        for one in 0...30 {
            #expect(moved([(one, step)]) < best)
            #expect(moved([(one, -step)]) < best)
            curvature.append(
                (0...30).map { other in
                    let parts = [
                        moved([(one, step), (other, step)]), moved([(one, step), (other, -step)]),
                        moved([(one, -step), (other, step)]), moved([(one, -step), (other, -step)]),
                    ]
                    return -(parts[0] - parts[1] - parts[2] + parts[3]) / (4 * step * step)
                })
        }
        // The error of the price is its part of the inverse of the whole curvature.
        #expect(abs(1 / Self.firstPivot(curvature) - pow(fit.weights.standardErrors[0], 2)) < 1e-5)
    }

    private func offsetFit(_ price: Double) -> ChoiceFit {
        ChoiceFit(
            attributes: ["price"], coefficients: [price], covariance: [1], logLikelihood: 0, nullLogLikelihood: 0,
            choiceCount: 0, iterations: 0)
    }

    /// What is left of the first diagonal element when all others are eliminated.
    private static func firstPivot(_ matrix: [[Double]]) -> Double {
        var rows = matrix
        for pivot in rows.indices.dropFirst().reversed() {
            for row in 0..<pivot {
                let factor = rows[row][pivot] / rows[pivot][pivot]
                for column in 0..<pivot { rows[row][column] -= factor * rows[pivot][column] }
            }
        }
        return rows[0][0]
    }

    @Test func `the fit is the same to the bit with any number of threads`() throws {
        let shop = try Shop(seed: 5, sets: 30, spread: 1)
        var logit = ConditionalLogit()
        let one = try InterceptLogit(logit).fit(shop.sets, items: shop.items)
        logit.threadCount = 4
        #expect(try InterceptLogit(logit).fit(shop.sets, items: shop.items) == one)
    }

    @Test func `what never varies is refused by name`() throws {
        var sets = try ChoiceSets(attributes: ["x"], features: [1, 1, 2, 2])
        sets.append(rows: [0, 1], counts: [1, 0])
        sets.append(rows: [2, 3], counts: [1, 2])
        let error = #expect(throws: RecommenderError.self) { try InterceptLogit().fit(sets, items: [0, 1, 0, 1]) }
        #expect(error?.code == .notPositiveDefinite && error?.message.contains("“x” is the same") == true)
    }
}
