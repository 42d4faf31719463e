// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Testing

@testable import Training

struct SearchDomainTests {
    private typealias NumberRange = SearchDomain.NumberRange

    @Test func `a logarithmic scale gives each power of ten the same room`() {
        let range = NumberRange(from: 0.01, to: 100, isLogarithmic: true)
        #expect([0, 0.25, 0.5, 0.75, 1].map { range.number(at: $0) } == [0.01, 0.1, 1, 10, 100])
        #expect(abs(range.place(of: 10) - 0.75) < 1e-12)
    }

    @Test func `steps are exact and never go beyond the end`() {
        let range = NumberRange(from: 0.1, to: 0.55, step: 0.1)
        let numbers = Set((0...100).map { range.number(at: Double($0) / 100) }).sorted()
        #expect(numbers == [0.1, 0.2, 0.3, 0.4, 0.5])
        let whole = NumberRange(from: 1, to: 300, isLogarithmic: true, step: 1)
        #expect((0...100).allSatisfy { whole.number(at: Double($0) / 100).truncatingRemainder(dividingBy: 1) == 0 })
    }

    @Test(arguments: [(0.0, 1.0, false), (-5, 5, false), (1e-6, 1e6, true), (3, 3.001, false)])
    func `numbers stay within bounds, and places lead back to them`(from: Double, to: Double, isLogarithmic: Bool) {
        let range = NumberRange(from: from, to: to, isLogarithmic: isLogarithmic)
        for place in stride(from: -0.5, through: 1.5, by: 0.03) {
            let number = range.number(at: place)
            #expect(number >= from && number <= to)
            #expect(abs(range.place(of: number) - min(max(place, 0), 1)) < 0.6e-3 * max(1, abs(to) / (to - from)))
        }
    }

    @Test func `draws cover the whole domain`() {
        var generator = SeededGenerator(seed: 1)
        let choices = SearchDomain.choices(["a", 2, true])
        let drawn = Set((0..<100).map { _ in choices.drawn(using: &generator) })
        #expect(drawn == ["a", 2, true])
        let range = SearchDomain.range(NumberRange(from: 1, to: 5, step: 1))
        #expect(Set((0..<200).map { _ in range.drawn(using: &generator) }) == [1, 2, 3, 4, 5])
    }

    @Test func `a name with a point sets one entry of a map`() {
        let settings = Settings(["members": ["a": 1, "b": 2], "k": 1]).overlaid(with: ["members.b": 5, "k": 3])
        #expect(settings == Settings(["members": ["a": 1, "b": 5], "k": 3]))
    }

    @Test func `the estimator is a density`() {
        let estimator = ParzenEstimator([0, 0.1, 0.12, 0.9])
        let sum = (0..<10_000).reduce(0.0) { $0 + estimator.density(at: (Double($1) + 0.5) / 10_000) } / 10_000
        #expect(abs(sum - 1) < 1e-6)
        var generator = SeededGenerator(seed: 3)
        let places = (0..<2_000).map { _ in estimator.drawn(using: &generator) }
        #expect(places.allSatisfy { (0...1).contains($0) })
        #expect(places.count { $0 < 0.2 } > places.count { (0.4..<0.6).contains($0) })
    }
}
