// SPDX-License-Identifier: Apache-2.0

import Matrix

/// Scores many users by their factors, the items' factors being read once for a batch of them.
struct FactorBatch {
    /// Users scored with one multiplication.
    private static let size = 64
    /// Items × k.
    let items: DenseMatrix
    /// Items of which nothing was learned: they get no score.
    let unlearned: [Int]

    /// A batch over those items; of an item without length nothing was learned.
    init(_ items: DenseMatrix, lengths: SharedArray<Float>) {
        self.items = items
        unlearned = (0..<items.rowCount).filter { lengths[$0] == 0 }
    }

    /// Gives `body` a board with the scores of all items for each history in turn, lent instead of copied.
    ///
    /// - Parameters:
    ///   - fold: writes the factors of a user with that history; false when there are none, and then nothing is scored.
    ///   - finish: turns the products of factors into scores.
    func scoreEach(
        _ histories: [[WeightedItem]], on board: inout Scoreboard,
        fold: ([WeightedItem], UnsafeMutableBufferPointer<Float>) -> Bool,
        finish: (UnsafeMutableBufferPointer<Float>) -> Void = { _ in }, _ body: (Int, borrowing Scoreboard) -> Void
    ) {
        let (itemCount, factors) = (items.rowCount, items.columnCount)
        let rows = min(Self.size, histories.count)
        let scores = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows * itemCount)
        let users = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows * factors)
        defer {
            scores.deallocate()
            users.deallocate()
        }
        for start in stride(from: 0, to: histories.count, by: Self.size) {
            let places = start..<min(histories.count, start + Self.size)
            let isKnown = places.map { place in
                let user = UnsafeMutableBufferPointer(rebasing: users[((place - start) * factors)...].prefix(factors))
                let isKnown = fold(histories[place], user) && user.allSatisfy(\.isFinite)
                if !isKnown { user.update(repeating: 0) }
                return isKnown
            }
            let products = UnsafeMutableBufferPointer(rebasing: scores[..<(places.count * itemCount)])
            items.elements.withUnsafeBuffer { items in
                let users = UnsafeBufferPointer(rebasing: users[..<(places.count * factors)])
                LinearAlgebra.multiply(users, byRowsOf: items, columns: factors, into: products)
            }
            for place in places {
                board.reset(itemCount: board.itemCount)
                guard isKnown[place - start] else {
                    body(place, board)
                    continue
                }
                let line = UnsafeMutableBufferPointer(
                    rebasing: scores[((place - start) * itemCount)...].prefix(itemCount))
                finish(line)
                for item in unlearned { line[item] = -0.0 }  // no score
                board.withScores(line) { body(place, $0) }
            }
        }
    }
}
