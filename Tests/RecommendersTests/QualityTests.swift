// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Recommenders
import Shop
import Testing

/// What each recommender must at least reach on real data; a broken one does not.
@Suite(.enabled(if: RealData.isExpected, RealData.skipMessage)) struct QualityTests {
    /// MovieLens 100k, films rated 3 or more, the newest fifth of the ratings held out.
    private static let split = Result {
        var interactions = Interactions(userCount: 944, itemCount: 1_683)
        for fields in try RealData.lines("ml-100k/interactions.tsv.zst") {
            let numbers = fields.compactMap { Int64($0) }
            guard numbers.count == 4, numbers[2] >= 3 else { continue }
            interactions.append(
                Interaction(
                    user: UserIndex(rawValue: UInt32(numbers[0])), item: ItemIndex(rawValue: UInt32(numbers[1])),
                    type: .view, timestamp: Timestamp(milliseconds: numbers[3] * 1_000)))
        }
        return try Split.byTime(Dataset(interactions), fraction: 0.2)
    }

    private func ndcg(_ kind: RecommenderKind, _ settings: Settings) throws -> Double {
        let split = try Self.split.get()
        let model = try kind.fit(split.training, settings: settings, context: FitContext(threadCount: 2))
        let report = try Evaluator(at: [10], threadCount: 2).evaluate(model, on: split)
        return report.value(.ndcg, at: 10) ?? 0
    }

    @Test(arguments: [
        (RecommenderKind.popularity, Settings(), 0.5),
        (.itemKNN, Settings(), 0.5),
        (.itemKNN, Settings(["weighting": "tf-idf"]), 0.5),
        (.itemKNN, Settings(["similarity": "jaccard"]), 0.5),
        (.itemKNN, Settings(["similarity": "conditional"]), 0.5),
        (.itemKNN, Settings(["similarity": "dot", "weighting": "bm25"]), 0.5),
        (.ials, Settings(["factors": 16, "epochs": 5, "alpha": 5, "regularization": 10]), 0.5),
        (.ials, Settings(["factors": 16, "epochs": 5, "alpha": 5, "regularization": 10, "solver": "cg"]), 0.5),
    ]) func `the ranking is as good as this method is known to be`(
        kind: RecommenderKind, settings: Settings, floor: Double
    ) throws {
        let reached = try ndcg(kind, settings)
        #expect(reached > floor, "\(kind.rawValue) \(settings.values) reached \(reached)")
    }
}
