// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Testing

@Suite struct ConditionalLogitTests {
    @Test func `weights planted in ten thousand choices are recovered within five per cent`() throws {
        let truth = [1.2, -0.8, 0.6, 2.0, -1.5, 0.7]
        let fit = try ConditionalLogit().fit(SimulatedChoices(seed: 4).sets(10_000, of: 5, weights: truth))
        for (learned, planted) in zip(fit.coefficients, truth) {
            #expect(abs(learned - planted) < 0.05 * abs(planted))
        }
        #expect(fit.iterations < 12)
        // Nine in ten or more of such intervals hold the truth; here all six do.
        for (place, planted) in truth.enumerated() {
            #expect(abs(fit.coefficients[place] - planted) < 3 * fit.standardErrors[place])
        }
    }

    @Test func `the fit is that of statsmodels`() throws {
        // statsmodels 0.15.0, ConditionalLogit(chosen, x, groups).fit(), then Newton steps with its own score and
        // hessian, on the same numbers.
        let fit = try ConditionalLogit().fit(LinearCongruentialChoices.sets())
        let figures = (
            coefficients: [1.5005271925, -0.9816815143, 0.6733923703],
            errors: [0.15990705, 0.12173789, 0.11507464], logLikelihood: -142.8826628644142
        )
        for place in 0..<3 {
            #expect(abs(fit.coefficients[place] - figures.coefficients[place]) < 1e-6)
            #expect(abs(fit.standardErrors[place] - figures.errors[place]) < 1e-5)
        }
        #expect(abs(fit.logLikelihood - figures.logLikelihood) < 1e-6)
        #expect(abs(fit.nullLogLikelihood + 200 * log(4)) < 1e-9)
        #expect(abs(fit.pseudoRSquared - (1 - figures.logLikelihood / (-200 * log(4)))) < 1e-8)
    }

    @Test func `no coefficients near the fitted ones are likelier, by the plainest likelihood`() throws {
        for seed in UInt64(0)..<8 {
            let sets = try SimulatedChoices(seed: seed).sets(150, of: 4, weights: [0.9, -0.4, 0.3])
            let fit = try ConditionalLogit().fit(sets)
            let best = PlainLogit(sets).logLikelihood(fit.coefficients)
            #expect(abs(best - fit.logLikelihood) < 1e-9 * abs(best))
            for place in 0..<3 {
                for step in [-1e-3, 1e-3] {
                    var near = fit.coefficients
                    near[place] += step
                    #expect(PlainLogit(sets).logLikelihood(near) < best)
                }
            }
        }
    }

    @Test func `standard errors are those of the likelihood's curvature`() throws {
        let sets = try SimulatedChoices(seed: 3).sets(400, of: 5, weights: [1.1, -0.7])
        let fit = try ConditionalLogit().fit(sets)
        let information = PlainLogit(sets).information(at: fit.coefficients)
        let determinant = information[0] * information[3] - information[1] * information[2]
        #expect(abs(fit.standardErrors[0] - (information[3] / determinant).squareRoot()) < 1e-4)
        #expect(abs(fit.standardErrors[1] - (information[0] / determinant).squareRoot()) < 1e-4)
        #expect(abs(fit.covariance[1] + information[1] / determinant) < 1e-4)
    }

    @Test func `robust errors agree with the others where the model is right`() throws {
        let sets = try SimulatedChoices(seed: 3).sets(2_000, of: 5, weights: [1.1, -0.7])
        var logit = ConditionalLogit()
        let plain = try logit.fit(sets)
        logit.isRobust = true
        let robust = try logit.fit(sets)
        #expect(plain.coefficients == robust.coefficients)
        for (one, other) in zip(plain.standardErrors, robust.standardErrors) {
            #expect(one != other)
            #expect(abs(one - other) < 0.1 * one)
        }
    }

    @Test func `a set counted thrice weighs as much as three`() throws {
        let (features, alternatives) = ([0.0, 1, 0.4, 1.5], [UInt32(0), 1, 2, 3])
        var (counted, repeated) = (try sets(features), try sets(features))
        counted.append(rows: alternatives, counts: [1, 3, 0, 2])
        for (chosen, count) in [(0, 1), (1, 3), (3, 2)] {
            for _ in 0..<count {
                repeated.append(rows: alternatives, counts: (0..<4).map { $0 == chosen ? 1 : 0 })
            }
        }
        let (one, other) = (try ConditionalLogit().fit(counted), try ConditionalLogit().fit(repeated))
        #expect(abs(one.coefficients[0] - other.coefficients[0]) < 1e-9)
        #expect(abs(one.standardErrors[0] - other.standardErrors[0]) < 1e-9)
        #expect(abs(one.logLikelihood - other.logLikelihood) < 1e-9)
        #expect(one.choiceCount == 6)
    }

    private func sets(_ features: [Double]) throws -> ChoiceSets {
        try ChoiceSets(attributes: ["x"], features: features)
    }

    @Test func `units do not matter`() throws {
        let truth = [0.8, -0.5]
        let plain = try ConditionalLogit().fit(SimulatedChoices(seed: 1).sets(500, of: 4, weights: truth))
        let scaled = try ConditionalLogit().fit(
            SimulatedChoices(seed: 1).sets(500, of: 4, weights: truth, units: [1e-6, 1e7]))
        for (place, unit) in [1e-6, 1e7].enumerated() {
            #expect(abs(scaled.coefficients[place] * unit - plain.coefficients[place]) < 1e-8)
            #expect(abs(scaled.standardErrors[place] * unit - plain.standardErrors[place]) < 1e-8)
        }
    }

    @Test func `the fit is the same to the bit with any number of threads`() throws {
        let sets = try SimulatedChoices(seed: 8).sets(1_000, of: 5, weights: [0.8, -0.5, 0.1], segments: 3)
        var logit = ConditionalLogit()
        let one = try logit.fit(sets, segmentCount: 3)
        logit.threadCount = 4
        let four = try logit.fit(sets, segmentCount: 3)
        #expect(one.whole == four.whole)
        #expect(one.segments == four.segments)
    }

    @Test func `an attribute that never varies is named, and a prior lets it be`() throws {
        let sets = try SimulatedChoices(seed: 2).sets(300, of: 4, weights: [0.8, 0], units: [1, 0])
        let error = #expect(throws: RecommenderError.self) { try ConditionalLogit().fit(sets) }
        #expect(error?.code == .notPositiveDefinite)
        #expect(error?.message.contains("“x1” is the same for all alternatives") == true)
        let fit = try withPrior(10).fit(sets)
        #expect(fit.coefficients[1] == 0)
        #expect(abs(fit.coefficients[0] - 0.8) < 0.2)
    }

    @Test func `an attribute that others explain is named, and a prior shares between them`() throws {
        let simulated = try SimulatedChoices(seed: 2).sets(300, of: 4, weights: [0.8])
        let doubled = simulated.features.flatMap { [$0, 2 * $0] }
        var sets = try ChoiceSets(attributes: ["a", "b"], features: doubled)
        for set in 0..<simulated.count {
            let range = simulated.starts[set]..<simulated.starts[set + 1]
            sets.append(rows: simulated.rows[range], counts: simulated.counts[range])
        }
        let error = #expect(throws: RecommenderError.self) { try ConditionalLogit().fit(sets) }
        #expect(error?.message.contains("“b” is no more than a mix") == true)
        let fit = try withPrior(10).fit(sets)
        #expect(abs(fit.coefficients[0] + 2 * fit.coefficients[1] - 0.8) < 0.2)
        #expect(fit.standardErrors.allSatisfy { $0.isFinite && $0 > 0 })
    }

    @Test(arguments: [1, 2]) func `separated choices are refused by name, and a prior bounds them`(width: Int) throws {
        let simulated = try SimulatedChoices(seed: 6).sets(200, of: 3, weights: [0.5, 0.5].prefix(width).map { $0 })
        var sets = try ChoiceSets(attributes: simulated.attributes, features: simulated.features)
        for set in 0..<simulated.count {
            let range = simulated.starts[set]..<simulated.starts[set + 1]
            let first = simulated.rows[range].map { simulated.features[Int($0) * width] }
            let best = first.indices.max { first[$0] < first[$1] }
            sets.append(rows: simulated.rows[range], counts: first.indices.map { $0 == best ? 1 : 0 })
        }
        let error = #expect(throws: RecommenderError.self) { try ConditionalLogit().fit(sets) }
        #expect(error?.code == .notPositiveDefinite)
        #expect(error?.message.contains("without error") == true)
        let fit = try withPrior(3).fit(sets)
        #expect(fit.coefficients[0] > 1)
        #expect((fit.coefficients + fit.covariance).allSatisfy { $0.isFinite })
    }

    private func withPrior(_ deviation: Double) -> ConditionalLogit {
        var logit = ConditionalLogit()
        logit.priorDeviation = deviation
        return logit
    }

    @Test func `small segments stay near all customers, large ones go their own way`() throws {
        let simulation = SimulatedChoices(seed: 21)
        let (own, all) = ([2.0, 0.3], [0.5, 0.3])
        var sets = try simulation.sets(2_000, of: 4, weights: all)
        // Segment 1 made 1,000 choices, segment 2 three; both want twice as much of the first attribute.
        var other = SimulatedChoices(seed: 22)
        other.extend(&sets, 1_000, of: 4, weights: own, segment: 1)
        other.extend(&sets, 3, of: 4, weights: own, segment: 2)
        let fit = try ConditionalLogit().fit(sets, segmentCount: 4)
        let whole = fit.whole.coefficients[0]
        let large = try #require(fit.segments[1])
        let small = try #require(fit.segments[2])
        #expect(abs(large.coefficients[0] - 2) < 0.15)
        #expect(abs(small.coefficients[0] - whole) < 0.5 * abs(large.coefficients[0] - whole))
        #expect(small.standardErrors[0] > large.standardErrors[0])
        #expect(fit.segments[3] == nil)
        #expect(whole > 0.5 && whole < 2)
    }

    @Test func `willingness to pay is what evens a price out`() throws {
        let sets = try SimulatedChoices(seed: 5).sets(2_000, of: 5, weights: [-0.5, 1.5])
        let fit = try ConditionalLogit().fit(sets)
        let worth = try #require(fit.willingnessToPay(for: 1, price: 0))
        #expect(abs(worth.value - 3) < 3 * worth.standardError)
        #expect(fit.willingnessToPay(for: 0, price: 0) == nil)
        // The delta method against drawing coefficients from their normal distribution.
        let drawn = NormalDraws(fit, seed: 1).standardDeviation(20_000, of: { -$0[1] / $0[0] })
        #expect(abs(drawn - worth.standardError) < 0.05 * drawn)
    }

    @Test func `nothing to choose, and numbers that are none, are refused`() throws {
        var alone = try ChoiceSets(attributes: ["x"], features: [1, 2])
        #expect(throws: RecommenderError.self) { try ConditionalLogit().fit(alone) }
        alone.append(rows: [0], counts: [1])
        alone.append(rows: [0, 1], counts: [0, 0])
        let error = #expect(throws: RecommenderError.self) { try ConditionalLogit().fit(alone) }
        #expect(error?.code == .emptyDataset)
        let bad = #expect(throws: RecommenderError.self) {
            try ChoiceSets(attributes: ["x", "y"], features: [1, 2, 3, .nan])
        }
        #expect(bad?.message.contains("“y” of alternative 1") == true)
        #expect(throws: RecommenderError.self) {
            try ConditionalLogit().fit(ChoiceSets(attributes: [], features: []))
        }
    }
}
