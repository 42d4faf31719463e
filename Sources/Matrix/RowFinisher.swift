// SPDX-License-Identifier: Apache-2.0

/// Makes rows of a sparse matrix out of rows whose entries lie in any order: sorts each by column, adds repeats up and
/// closes the gaps.
@usableFromInline
struct RowFinisher {
    private let starts: SharedArray<Int>
    private let threads: Int

    /// For rows that start at those places; the last of them is the end.
    @usableFromInline
    init(starts: SharedArray<Int>, threads: Int) {
        self.starts = starts
        self.threads = threads
    }

    /// Finishes all rows in place; returns where they start now.
    ///
    /// - Complexity: O(Σ n log n) over the rows' lengths n, O(n) for a row that is in order already.
    @usableFromInline
    func finish(
        _ columns: UnsafeMutableBufferPointer<UInt32>, _ values: UnsafeMutableBufferPointer<Float>,
        keeping isKept: @Sendable (Float) -> Bool
    ) -> SharedArray<Int> {
        nonisolated(unsafe) let (columns, values) = (columns, values)  // each row belongs to one thread
        let starts = starts
        let lengths = parallelMap(starts.count - 1, threads: threads, chunk: 512, scratch: { RowSorter() }) {
            rows, sorter in
            rows.map { row in
                let own = starts[row]..<starts[row + 1]
                let row = SparseRow(
                    columns: UnsafeMutableBufferPointer(rebasing: columns[own]),
                    values: UnsafeMutableBufferPointer(rebasing: values[own]))
                sorter.sort(row)
                return row.join(keeping: isKept)
            }
        }
        return close(lengths.joined(), columns, values)
    }

    /// Moves the rows together.
    private func close(
        _ lengths: some Sequence<Int>, _ columns: UnsafeMutableBufferPointer<UInt32>,
        _ values: UnsafeMutableBufferPointer<Float>
    ) -> SharedArray<Int> {
        SharedArray(count: starts.count) { offsets in
            var end = 0
            offsets[0] = 0
            for (row, length) in lengths.enumerated() {
                let old = starts[row]
                if old != end, length > 0 {
                    for place in 0..<length {
                        columns[end + place] = columns[old + place]
                        values[end + place] = values[old + place]
                    }
                }
                end += length
                offsets[row + 1] = end
            }
        }
    }
}

/// One row under construction.
struct SparseRow {
    let columns: UnsafeMutableBufferPointer<UInt32>
    let values: UnsafeMutableBufferPointer<Float>

    /// Adds up neighbours of one column; returns how many places are left, at the front.
    func join(keeping isKept: (Float) -> Bool) -> Int {
        var (kept, place) = (0, 0)
        while place < columns.count {
            let column = columns[place]
            var sum = values[place]
            place += 1
            while place < columns.count, columns[place] == column {
                sum += values[place]
                place += 1
            }
            guard isKept(sum) else { continue }
            columns[kept] = column
            values[kept] = sum
            kept += 1
        }
        return kept
    }
}

/// Sorts rows by column, entries of one column staying as they came.
struct RowSorter: ~Copyable {
    private static let insertionLimit = 24
    private var keys: [UInt64] = []  // column, then place
    private var values: [Float] = []

    mutating func sort(_ row: SparseRow) {
        let count = row.columns.count
        if count <= Self.insertionLimit { return insert(row) }
        var isSorted = true
        for place in 1..<count where row.columns[place] < row.columns[place - 1] {
            isSorted = false
            break
        }
        if isSorted { return }
        keys.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        values.append(contentsOf: row.values)
        for place in 0..<count {
            keys.append(UInt64(row.columns[place]) << 32 | UInt64(UInt32(truncatingIfNeeded: place)))
        }
        keys.sort()
        for place in 0..<count {
            row.columns[place] = UInt32(truncatingIfNeeded: keys[place] >> 32)
            row.values[place] = values[Int(UInt32(truncatingIfNeeded: keys[place]))]
        }
    }

    private func insert(_ row: SparseRow) {
        guard row.columns.count > 1 else { return }
        for place in 1..<row.columns.count {
            let (column, value) = (row.columns[place], row.values[place])
            var hole = place
            while hole > 0, row.columns[hole - 1] > column {
                row.columns[hole] = row.columns[hole - 1]
                row.values[hole] = row.values[hole - 1]
                hole -= 1
            }
            row.columns[hole] = column
            row.values[hole] = value
        }
    }
}
