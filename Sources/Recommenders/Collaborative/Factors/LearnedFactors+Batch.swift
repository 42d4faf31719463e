// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension LearnedFactors {
    /// Users scored with one multiplication.
    private static let batchSize = 64

    /// Gives `body` a board with the scores of all items for each history in turn, lent instead of copied; the items'
    /// factors are read once for a batch of users.
    func scoreEach(
        _ histories: [[WeightedItem]], on board: inout Scoreboard, _ body: (Int, borrowing Scoreboard) -> Void
    ) {
        let (itemCount, factors) = (items.rowCount, items.columnCount)
        let rows = min(Self.batchSize, histories.count)
        let solver = foldIn.solver(longestHistory: histories.reduce(0) { max($0, $1.count) })
        let scores = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows * itemCount)
        let users = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows * factors)
        defer {
            scores.deallocate()
            users.deallocate()
        }
        for start in stride(from: 0, to: histories.count, by: Self.batchSize) {
            let places = start..<min(histories.count, start + Self.batchSize)
            let isKnown = places.map { place in
                let user = UnsafeMutableBufferPointer(rebasing: users[((place - start) * factors)...].prefix(factors))
                let isKnown = foldIn.solve(histories[place], with: solver, into: user)
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
                board.withScores(line) { body(place, $0) }
            }
        }
    }
}
