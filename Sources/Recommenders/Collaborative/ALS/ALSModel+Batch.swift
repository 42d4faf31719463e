// SPDX-License-Identifier: Apache-2.0

public import Matrix

extension ALSModel {
    /// Scores many users with one multiplication.
    public func scoreEach(
        _ histories: [[WeightedItem]], on board: inout Scoreboard, _ body: (Int, borrowing Scoreboard) -> Void
    ) {
        let longest = histories.reduce(0) { max($0, $1.count) }
        let solver = FactorSolver(fixed: items, objective: objective, longestRow: longest)
        // The same as `userFactors`, without allocating for the solver.
        FactorBatch(items.factors, lengths: lengths).scoreEach(
            histories, on: &board,
            fold: { history, user in withRow(history) { $0.count > 0 && solver.solveExactly($0, into: user) } }, body)
    }
}
