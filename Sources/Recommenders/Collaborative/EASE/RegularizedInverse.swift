// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// (RRᵀ + λI)⁻¹ of sparse rows R, dense and both triangles.
struct RegularizedInverse: Sendable {
    /// The elements, row after row.
    let elements: SharedArray<Float>
    /// Rows, and columns.
    let size: Int

    /// - Parameters:
    ///   - rows: R.
    ///   - columns: Rᵀ.
    /// - Throws: `notPositiveDefinite` when λ is too small for single precision.
    init(
        of rows: SparseMatrix, _ columns: SparseMatrix, regularization: Double, context: FitContext
    ) throws(RecommenderError) {
        let size = rows.rowCount
        self.size = size
        elements = try SharedArray(count: size * size) { memory throws(RecommenderError) in
            rows.fillGram(memory, transposed: columns, threads: context.threadCount)
            for place in 0..<size { memory[place * size + place] += Float(regularization) }
            let isInverted = LinearAlgebra.invert(
                positiveDefinite: memory, size: size, threads: context.threadCount
            ) { context.progress(0.05 + 0.85 * $0) }
            guard isInverted else {
                throw RecommenderError(
                    .notPositiveDefinite,
                    "the Gram matrix of \(size) rows has no inverse in single precision; "
                        + "raise “regularization”, which is \(regularization)")
            }
        }
    }

    /// One row; the pointer is valid inside the closure only.
    func withRow<Result>(_ row: Int, _ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result {
        try elements.withUnsafeBuffer {
            try body(UnsafeBufferPointer(rebasing: $0[(row * size)..<((row + 1) * size)]))
        }
    }
}

extension SparseMatrix {
    /// The lower triangle of RRᵀ, of which this matrix is R.
    ///
    /// - Complexity: O(Σ c²) additions over the entry counts c of the columns, half of it saved by symmetry.
    fileprivate func fillGram(
        _ memory: UnsafeMutableBufferPointer<Float>, transposed columns: SparseMatrix, threads: Int
    ) {
        nonisolated(unsafe) let memory = memory  // each row is written by the one thread that took its chunk
        let size = rowCount
        _ = parallelMap(size, threads: threads, chunk: 32, scratch: {}) { range, _ in
            for row in range {
                let line = UnsafeMutableBufferPointer(rebasing: memory[(row * size)..<(row * size + size)])
                line.update(repeating: 0)
                for position in self.range(ofRow: row) {
                    columns.addRow(
                        Int(self.columns[position]), upTo: row, scaledBy: self.values[position], to: line)
                }
            }
        }
    }

    /// line += scale · the entries of a row whose column is not above `last`.
    private func addRow(
        _ row: Int, upTo last: Int, scaledBy scale: Float, to line: UnsafeMutableBufferPointer<Float>
    ) {
        columns.withUnsafeBuffer { columns in
            values.withUnsafeBuffer { values in
                for position in range(ofRow: row) {
                    let column = Int(columns[position])
                    guard column <= last else { return }
                    line[column] += values[position] * scale
                }
            }
        }
    }
}
