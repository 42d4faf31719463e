// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop
import Testing

@testable import Evaluation

@Suite struct ReportTests {
    /// Names as unkind as can be.
    private static let names = ["item-knn", "<script>alert('x')</script>", "a & \"b\"\u{7}", "wörter"]

    private func summary(results: Int, cutoffs: [Int] = [2, 5]) throws -> EvaluationSummary {
        let data = randomData(users: 60, items: 20, events: 500, seed: 3)
        let split = try Split.divide(data, by: SplitPlan(.random))
        let evaluator = try Evaluator(at: cutoffs, metrics: Metric.allCases)
        let resampling = try Resampling(count: 100)
        let judgements = try (0..<results).map {
            try evaluator.judge(NoiseModel(itemCount: 20, seed: UInt64($0)), on: split)
        }
        var settings = EvaluationSettings(
            source: "<a&b>.tsv", splitProtocol: "random", seed: 1, cutoffs: cutoffs,
            metrics: Metric.allCases.map(\.rawValue), resamples: 100, confidence: 0.95, threads: 1)
        settings.reference = Self.names[0]
        settings.testFraction = 0.2
        let found = judgements.enumerated().map { place, judgement in
            var result = RecommenderResult(
                Self.names[place % 4] + (place < 4 ? "" : " \(place)"), kind: "noise", isBaseline: place == 1,
                judgement: judgement)
            result.intervals = judgement.intervals(by: resampling)
            if place > 0 {
                result.comparisons = judgement.comparisons(with: judgements[0], named: Self.names[0], by: resampling)
            }
            return result
        }
        return EvaluationSummary(
            title: "Tom & <Jerry>", settings: settings, counts: EvaluationCounts(split), results: found)
    }

    /// Whether every element is closed in its order and every & begins an entity.
    private func isWellFormed(_ page: String) -> Bool {
        var open: [Substring] = []
        var rest = page.drop { $0 != "\n" }
        while let start = rest.firstIndex(of: "<") {
            for part in rest[..<start].split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
                guard let end = part.firstIndex(of: ";"), part[..<end].count < 6 else { return false }
            }
            guard let end = rest[start...].firstIndex(of: ">") else { return false }
            let tag = rest[rest.index(after: start)..<end]
            let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
            if name.isEmpty { return false }
            if tag.hasPrefix("/") {
                guard open.popLast() == name else { return false }
            } else if !tag.hasSuffix("/") {
                open.append(name)
            }
            rest = rest[rest.index(after: end)...]
        }
        return open.isEmpty
    }

    @Test(arguments: [1, 2, 4, 11]) func `a page is well-formed and shows every recommender`(results: Int) throws {
        let summary = try summary(results: results)
        let page = HTMLReport(summary).page
        #expect(isWellFormed(page))
        for result in summary.results { #expect(page.contains(Markup.escaped(result.recommender))) }
        #expect(page.contains("&lt;a&amp;b&gt;.tsv") && page.contains("Tom &amp; &lt;Jerry&gt;"))
        #expect(!page.contains("<script") && !page.contains("http") && !page.contains("\u{7}"))
        #expect(!page.contains("nan") && !page.contains("inf\""))
        #expect(page.contains("ndcg@k over k"))
    }

    @Test func `a single length has no plot over lengths`() throws {
        let page = HTMLReport(try summary(results: 2, cutoffs: [3])).page
        #expect(isWellFormed(page) && !page.contains("over k"))
    }

    @Test func `axes hold their values and have round ticks`() {
        for values in [[0.1234, 0.4321], [3.0], [0], [-2, 5], [1e-9, 2e-9], [12_345, 99_999], [.nan, 1]] {
            let axis = Axis(values)
            for value in values where value.isFinite { #expect((-1e-9...1 + 1e-9).contains(axis.part(value))) }
            #expect((2...12).contains(axis.ticks.count), "\(values): \(axis.ticks)")
        }
        #expect(Axis([0.02, 0.19], includesZero: true).ticks.count == 5)
        #expect(Axis(logarithmic: [0.3, 20]).ticks.count == 4)
        #expect(Axis(logarithmic: []).ticks.count == 2)
    }

    @Test func `names of dots cover neither dots nor each other while there is room`() {
        let dots = [(x: 100.0, y: 100.0), (x: 108, y: 101), (x: 104, y: 104)]
        var labels = LabelPlacer(width: 380, dots: dots)
        let places = dots.map { labels.place("item-knn", besideX: $0.x, y: $0.y) }
        for (index, one) in places.enumerated() {
            for other in places[..<index] {
                #expect(abs(one.x - other.x) >= 8 * 6.4 || abs(one.y - other.y) >= 13)
            }
        }
    }

    @Test func `numbers are grouped`() {
        #expect(Markup.grouped(1_234_567) == "1\u{202F}234\u{202F}567" && Markup.grouped(12) == "12")
        #expect(Markup.grouped(-1000) == "-1\u{202F}000")
    }
}
