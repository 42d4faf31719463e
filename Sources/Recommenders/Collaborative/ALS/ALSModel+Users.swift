// SPDX-License-Identifier: Apache-2.0

public import Matrix

extension ALSModel {
    /// Adds the cosine of each training user's factors with those of a user with that history.
    ///
    /// - Complexity: O(n·k·min(n, k) + users · k) for n items of the history.
    public func scoreUsers(like history: [WeightedItem], into board: inout Scoreboard) {
        guard userCount > 0, let user = userFactors(history) else { return }
        user.withUnsafeBufferPointer { addCosines(of: users, userLengths, to: $0, on: &board) }
    }

    /// Adds the cosine of every row with the vector, nothing for a row without a length.
    func addCosines(
        of rows: DenseMatrix, _ lengths: SharedArray<Float>, to vector: UnsafeBufferPointer<Float>,
        on board: inout Scoreboard
    ) {
        let length = LinearAlgebra.dot(vector, vector).squareRoot()
        guard length > 0 else { return }
        var cosines = rows.products(with: vector)
        for row in 0..<rows.rowCount {
            cosines[row] = lengths[row] > 0 ? cosines[row] / (length * lengths[row]) : -0.0  // adds nothing
        }
        cosines.withUnsafeBufferPointer { board.addAll($0) }
    }
}
