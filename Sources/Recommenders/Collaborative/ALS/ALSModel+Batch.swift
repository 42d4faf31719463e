// SPDX-License-Identifier: Apache-2.0

internal import CKernels
public import Matrix

extension ALSModel {
    /// Users scored with one multiplication, for which the items' factors are read once.
    private static let batch = 64

    /// Scores many users with one multiplication, and lends the board what comes out instead of copying it.
    public func scoreEach(
        _ histories: [[WeightedItem]], on board: inout Scoreboard, _ body: (Int, borrowing Scoreboard) -> Void
    ) {
        let unlearned = (0..<itemCount).filter { lengths[$0] == 0 }
        let rows = min(Self.batch, histories.count)
        let scores = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows * itemCount)
        let users = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows * factors)
        defer {
            scores.deallocate()
            users.deallocate()
        }
        let longest = histories.reduce(0) { max($0, $1.count) }
        let solver = FactorSolver(fixed: items, objective: objective, longestRow: longest)
        for start in stride(from: 0, to: histories.count, by: Self.batch) {
            let places = start..<min(histories.count, start + Self.batch)
            let isSolved = places.map { place in
                let first = (place - start) * factors
                return foldIn(
                    histories[place], with: solver,
                    into: UnsafeMutableBufferPointer(rebasing: users[first..<(first + factors)]))
            }
            let products = UnsafeMutableBufferPointer(rebasing: scores[..<(places.count * itemCount)])
            items.factors.elements.withUnsafeBuffer { items in
                let users = UnsafeBufferPointer(rebasing: users[..<(places.count * factors)])
                LinearAlgebra.multiply(users, byRowsOf: items, columns: factors, into: products)
            }
            for place in places {
                let first = (place - start) * itemCount
                let line = UnsafeMutableBufferPointer(rebasing: scores[first..<(first + itemCount)])
                board.reset(itemCount: board.itemCount)
                guard isSolved[place - start] else {
                    body(place, board)
                    continue
                }
                for item in unlearned { line[item] = -0.0 }  // no score
                board.withScores(line) { body(place, $0) }
            }
        }
    }

    /// The same as `userFactors`, without allocating for the solver; zeros and false where there is no solution.
    private func foldIn(
        _ history: [WeightedItem], with solver: borrowing FactorSolver, into user: UnsafeMutableBufferPointer<Float>
    ) -> Bool {
        let isSolved = withRow(history) { $0.count > 0 && solver.solveExactly($0, into: user) }
        guard isSolved, user.allSatisfy(\.isFinite) else {
            user.update(repeating: 0)
            return false
        }
        return true
    }
}
