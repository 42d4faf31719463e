// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Matrix
import Recommenders
import Shop
import Testing

/// What each recommender must at least reach on real data; a broken one does not.
@Suite(.enabled(if: RealData.isExpected, RealData.skipMessage)) struct QualityTests {
    /// The first 400 users of MovieLens 100k, films they rated 3 or more, of which a random fifth is held out.
    private static let split = Result {
        var (generator, builder) = (SeededGenerator(seed: 1), SplitBuilder())
        for fields in try RealData.lines("ml-100k/interactions.tsv.zst") {
            guard let user = Int(fields[0]), user <= 400, let rating = Int(fields[2]), rating >= 3 else { continue }
            if Int.random(in: 0..<5, using: &generator) == 0 {
                builder.addTest(user: String(fields[0]), item: String(fields[1]))
            } else {
                builder.addTraining(
                    Event(
                        user: String(fields[0]), item: String(fields[1]), timestamp: Timestamp(milliseconds: 0)))
            }
        }
        return builder.finish()
    }

    private func ndcg(_ kind: RecommenderKind, _ settings: Settings) throws -> Double {
        let split = try Self.split.get()
        let model = try kind.fit(split.training, settings: settings, context: FitContext(threadCount: 2))
        let report = try Evaluator(at: [10], threadCount: 2).evaluate(model, on: split)
        return report.value(.ndcg, at: 10) ?? 0
    }

    @Test(arguments: [
        (RecommenderKind.popularity, Settings(), 0.18),
        (.itemKNN, Settings(), 0.28),
        (.itemKNN, Settings(["weighting": "tf-idf"]), 0.31),
        (.itemKNN, Settings(["similarity": "jaccard"]), 0.265),
        (.itemKNN, Settings(["similarity": "conditional"]), 0.28),
        (.itemKNN, Settings(["similarity": "dot", "weighting": "bm25"]), 0.33),
        (.itemKNN, Settings(["neighboursOf": "target", "normalisation": "l1", "averageBias": true]), 0.2),
        (.itemKNN, Settings(["similarity": "asymmetric-cosine", "weighting": "tf-idf", "normalisation": "l1"]), 0.28),
        (.rp3beta, Settings(), 0.30),
        (.ials, Settings(["factors": 16, "epochs": 5, "alpha": 5, "regularization": 10]), 0.335),
        (.graphFilter, Settings(["factors": 32]), 0.35),
        (.ials, Settings(["factors": 16, "epochs": 5, "alpha": 5, "regularization": 10, "solver": "cg"]), 0.335),
        (.ease, Settings(["regularization": 100]), 0.33),
        (.slim, Settings(["regularization": 100]), 0.33),
        (.userKNN, Settings(["weighting": "tf-idf"]), 0.3),
        (.bpr, Settings(["factors": 32, "epochs": 20]), 0.28),
    ]) func `the ranking is as good as this method is known to be`(
        kind: RecommenderKind, settings: Settings, floor: Double
    ) throws {
        let reached = try ndcg(kind, settings)
        #expect(reached > floor, "\(kind.rawValue) \(settings.values) reached \(reached)")
    }
}
