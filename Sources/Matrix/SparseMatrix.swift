// SPDX-License-Identifier: Apache-2.0

/// A matrix of which only the non-zero entries are kept, row after row (compressed sparse rows, CSR).
///
/// Row r holds `columns[offsets[r] ..< offsets[r + 1]]`, ascending and without repeats, and `values` beside them.
///
/// - Shapes: `offsets` rowCount + 1; `columns` and `values` one entry a non-zero.
@frozen
public struct SparseMatrix: Sendable {
    /// Where each row starts; the last one is the number of entries.
    public let offsets: SharedArray<Int>
    /// Column of each entry.
    public let columns: SharedArray<UInt32>
    /// Value of each entry.
    public let values: SharedArray<Float>
    /// Number of columns, whether or not each has an entry.
    public let columnCount: Int

    /// Number of rows.
    @inlinable public var rowCount: Int { offsets.count - 1 }
    /// Number of entries.
    @inlinable public var entryCount: Int { columns.count }

    /// Wraps arrays that already have the shape described above.
    public init(
        offsets: SharedArray<Int>, columns: SharedArray<UInt32>, values: SharedArray<Float>, columnCount: Int
    ) {
        precondition(offsets.count > 0 && columns.count == values.count && offsets[offsets.count - 1] == columns.count)
        self.offsets = offsets
        self.columns = columns
        self.values = values
        self.columnCount = columnCount
    }

    /// The positions of a row's entries in `columns` and `values`.
    @inlinable
    public func range(ofRow row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }

    /// The same places with other values; `body` is given row, column and value.
    @inlinable
    public func mapValues(_ body: (Int, Int, Float) -> Float) -> SparseMatrix {
        let mapped = SharedArray<Float>(count: entryCount) { mapped in
            for row in 0..<rowCount {
                for position in range(ofRow: row) {
                    mapped[position] = body(row, Int(columns[position]), values[position])
                }
            }
        }
        return SparseMatrix(offsets: offsets, columns: columns, values: mapped, columnCount: columnCount)
    }
}
