// SPDX-License-Identifier: Apache-2.0

/// Non-zero entries in any order, repeats allowed: what a sparse matrix is built from.
public struct SparseEntries: Sendable {
    @usableFromInline var rows: [UInt32] = []
    @usableFromInline var columns: [UInt32] = []
    @usableFromInline var values: [Float] = []
    @usableFromInline let rowCount: Int
    @usableFromInline let columnCount: Int

    /// No entries yet of a matrix of that shape.
    public init(rowCount: Int, columnCount: Int) {
        self.rowCount = rowCount
        self.columnCount = columnCount
    }

    /// Makes room at once for that many.
    public mutating func reserveCapacity(_ capacity: Int) {
        rows.reserveCapacity(capacity)
        columns.reserveCapacity(capacity)
        values.reserveCapacity(capacity)
    }

    /// Adds one entry; a row or column outside the shape is a programming error.
    @inlinable
    public mutating func append(row: UInt32, column: UInt32, value: Float) {
        precondition(Int(row) < rowCount && Int(column) < columnCount, "(\(row), \(column)) is outside the matrix")
        rows.append(row)
        columns.append(column)
        values.append(value)
    }
}

extension SparseMatrix {
    /// Builds the rows from entries in any order; the values of one place are added up in the order they came.
    ///
    /// - Parameter isKept: asked about each sum; a place whose sum it refuses is left out.
    /// - Complexity: O(entries + rows + columns), two stable counting sorts: by column, then by row.
    public init(_ entries: SparseEntries, keeping isKept: (Float) -> Bool = { _ in true }) {
        let byColumn = countingSort(entries.columns, buckets: entries.columnCount).order
        let byRow = countingSort(byColumn.map { entries.rows[Int($0)] }, buckets: entries.rowCount)
        let order = byRow.order.map { Int(byColumn[Int($0)]) }
        var (offsets, columns, values) = ([0], [UInt32](), [Float]())
        offsets.reserveCapacity(entries.rowCount + 1)
        columns.reserveCapacity(order.count)
        values.reserveCapacity(order.count)
        for row in 0..<entries.rowCount {
            var places = order[byRow.starts[row]..<byRow.starts[row + 1]]
            while let first = places.first {
                let repeats = places.prefix { entries.columns[$0] == entries.columns[first] }
                let sum = repeats.reduce(0) { $0 + entries.values[$1] }
                places = places[repeats.endIndex...]
                guard isKept(sum) else { continue }
                columns.append(entries.columns[first])
                values.append(sum)
            }
            offsets.append(columns.count)
        }
        self.init(
            offsets: SharedArray(offsets), columns: SharedArray(columns), values: SharedArray(values),
            columnCount: entries.columnCount)
    }

    /// The same entries with rows and columns exchanged.
    ///
    /// - Complexity: O(entries + rows + columns), one counting sort.
    public func transposed() -> SparseMatrix {
        var starts = [Int](repeating: 0, count: columnCount + 1)
        var rows = [UInt32](repeating: 0, count: entryCount)
        var transposedValues = [Float](repeating: 0, count: entryCount)
        columns.withUnsafeBuffer { columns in
            for column in columns { starts[Int(column) + 1] += 1 }
            for column in 0..<columnCount { starts[column + 1] += starts[column] }
            var next = starts
            values.withUnsafeBuffer { values in
                for row in 0..<rowCount {
                    for position in range(ofRow: row) {
                        let column = Int(columns[position])
                        rows[next[column]] = UInt32(truncatingIfNeeded: row)
                        transposedValues[next[column]] = values[position]
                        next[column] += 1
                    }
                }
            }
        }
        return SparseMatrix(
            offsets: SharedArray(starts), columns: SharedArray(rows), values: SharedArray(transposedValues),
            columnCount: rowCount)
    }
}

/// The positions of `keys` in ascending order of key, equal keys in the order they came, and where each key starts.
private func countingSort(_ keys: [UInt32], buckets: Int) -> (order: [UInt32], starts: [Int]) {
    precondition(keys.count <= Int(UInt32.max), "\(keys.count) entries")
    var starts = [Int](repeating: 0, count: buckets + 1)
    for key in keys { starts[Int(key) + 1] += 1 }
    for bucket in 0..<buckets { starts[bucket + 1] += starts[bucket] }
    var next = starts
    var order = [UInt32](repeating: 0, count: keys.count)
    for (position, key) in keys.enumerated() {
        order[next[Int(key)]] = UInt32(truncatingIfNeeded: position)
        next[Int(key)] += 1
    }
    return (order, starts)
}
