// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Matrix
import Recommenders
import Shop

/// Scores that follow from history and item alone, so that a test can rank by itself.
struct NoiseModel: RecommenderModel {
    var itemCount: Int
    var seed: UInt64

    init(itemCount: Int, seed: UInt64) {
        self.itemCount = itemCount
        self.seed = seed
    }

    init(sections: some SectionReader) throws(RecommenderError) {
        throw RecommenderError(.missingSection, "noise is never kept")
    }

    /// Nil for items that are left out: a fifth of them, so that lists stay short.
    func score(_ history: [WeightedItem], of item: UInt32) -> Float? {
        let sum = history.reduce(UInt64(item) &* 77) { $0 &* 31 &+ UInt64($1.item.rawValue) }
        var generator = SeededGenerator(seed: seed &+ sum)
        let number = generator.next()
        // Few different scores: ties are frequent.
        return number % 5 == 0 ? nil : Float(number % 23) + 1
    }

    func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        for item in 0..<UInt32(itemCount) {
            if let score = score(history, of: item) { board.add(score, to: item) }
        }
    }

    func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {}
    func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] { [] }
    func write(to sections: inout some SectionWriter) {}
}

extension Interactions {
    /// Adds a view of that moment.
    mutating func view(_ user: UInt32, _ item: UInt32, at time: Int64 = 0) {
        append(
            Interaction(
                user: UserIndex(rawValue: user), item: ItemIndex(rawValue: item), type: .view,
                timestamp: Timestamp(milliseconds: time)))
    }
}

/// Views by random users of random items, low indices more often; moments repeat.
func randomData(users: Int, items: Int, events: Int, seed: UInt64) -> Dataset {
    var generator = SeededGenerator(seed: seed)
    var interactions = Interactions(userCount: users, itemCount: items)
    for _ in 0..<events {
        let user = UInt32.random(in: 0..<UInt32(users), using: &generator)
        let item = min(
            UInt32.random(in: 0..<UInt32(items), using: &generator),
            UInt32.random(in: 0..<UInt32(items), using: &generator))
        interactions.view(user, item, at: Int64.random(in: 0..<Int64(max(1, events / 3)), using: &generator))
    }
    return Dataset(interactions)
}
