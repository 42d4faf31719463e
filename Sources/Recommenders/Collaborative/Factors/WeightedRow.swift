// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// One user's items, or one item's users, with their weights; a view that is valid inside a closure only.
struct WeightedRow {
    let columns: UnsafeBufferPointer<UInt32>
    let weights: UnsafeBufferPointer<Float>

    var count: Int { columns.count }
}

extension SparseMatrix {
    /// One row as a view.
    func withWeightedRow<Result>(_ row: Int, _ body: (WeightedRow) -> Result) -> Result {
        let range = range(ofRow: row)
        return columns.withUnsafeBuffer { columns in
            values.withUnsafeBuffer { values in
                body(
                    WeightedRow(
                        columns: UnsafeBufferPointer(rebasing: columns[range]),
                        weights: UnsafeBufferPointer(rebasing: values[range])))
            }
        }
    }
}
