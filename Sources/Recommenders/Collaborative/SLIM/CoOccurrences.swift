// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// The Gram matrix G = X̃ᵀX̃ of the items, of each row the largest entries by cosine and the diagonal.
///
/// Rows stay in the chunks in which the threads made them: joined, they would for a moment be there twice.
struct CoOccurrences: Sendable {
    /// One row's entries beside the diagonal, those of the largest cosine first.
    typealias Row = [Scored]

    private static let chunk = 64
    private let chunks: [[Row]]
    /// G_ii.
    let diagonal: [Float]

    /// - Complexity: O(Σ n_u²) additions over the users' item counts n_u; items · min(count, items) entries at most.
    init(_ wants: ScaledWants, count: Int, threads: Int) {
        let (byUser, byItem) = (wants.byUser, wants.byItem)
        let diagonal = (0..<byItem.rowCount).map { item in
            byItem.range(ofRow: item).reduce(Float(0)) { $0 + byItem.values[$1] * byItem.values[$1] }
        }
        let inverseNorms = diagonal.map { 1 / $0.squareRoot() }
        chunks = parallelMap(
            byItem.rowCount, threads: threads, chunk: Self.chunk,
            scratch: { Scoreboard(itemCount: byItem.rowCount) }
        ) { items, board in
            items.map { item in
                board.reset(itemCount: byItem.rowCount)
                byItem.addGramRow(item, byUser, to: &board)
                board.replaceScores { other, product in product * inverseNorms[Int(other)] }
                let best = board.best(count) { $0 != UInt32(truncatingIfNeeded: item) }
                return best.map { Scored(item: $0.item, score: $0.score / inverseNorms[Int($0.item)]) }
            }
        }
        self.diagonal = diagonal
    }

    /// Number of items.
    var count: Int { diagonal.count }

    /// One item's entries.
    subscript(item: Int) -> Row { chunks[item / Self.chunk][item % Self.chunk] }
}

extension SparseMatrix {
    /// Adds the products of a row with every row to the board; `transposed` is this matrix's transpose.
    fileprivate func addGramRow(_ row: Int, _ transposed: SparseMatrix, to board: inout Scoreboard) {
        var additions = 0
        for position in range(ofRow: row) { additions += transposed.range(ofRow: Int(columns[position])).count }
        board.expect(additions: additions)
        for position in range(ofRow: row) {
            transposed.addRow(Int(columns[position]), scaledBy: values[position], to: &board)
        }
    }
}
