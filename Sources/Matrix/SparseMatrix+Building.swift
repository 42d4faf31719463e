// SPDX-License-Identifier: Apache-2.0

extension SparseMatrix {
    /// Builds the rows from entries in any order; the values of one place are added up in the order they came.
    ///
    /// - Parameter isKept: asked about each sum; a place whose sum it refuses is left out.
    /// - Complexity: O(entries + rows), and ordering each row, all shared by the threads; the result is the same with
    ///   any number. Memory is the matrix itself, 8 bytes an entry before repeats are joined, and 4 bytes a row and
    ///   thread; pages that joining leaves unused are given back.
    @inlinable
    public init(
        _ entries: some SparseEntrySource, threads: Int = 1,
        keeping isKept: @Sendable (Float) -> Bool = { _ in true }
    ) {
        let plan = BucketPlan(of: entries.count, buckets: entries.rowCount, threads: threads) { positions, counts in
            for position in positions {
                if let row = entries.row(at: position) { counts[Int(row)] &+= 1 }
            }
        }
        self = Self.filled(plan, columnCount: entries.columnCount) { columns, values in
            nonisolated(unsafe) let (columns, values) = (columns, values)  // every place is set by one thread
            plan.place { positions, next in
                for position in positions {
                    guard let row = entries.row(at: position) else { continue }
                    let place = Int(next[Int(row)])
                    (columns[place], values[place]) = entries.entry(at: position)
                    next[Int(row)] &+= 1
                }
            }
            return RowFinisher(starts: plan.starts, threads: threads).finish(columns, values, keeping: isKept)
        }
    }

    /// The same entries with rows and columns exchanged.
    ///
    /// - Complexity: O(entries + rows + columns), one counting sort shared by the threads; 4 bytes a column and thread
    ///   beside the result.
    public func transposed(threads: Int = 1) -> SparseMatrix {
        let plan = BucketPlan(of: entryCount, buckets: columnCount, threads: threads) { positions, counts in
            columns.withUnsafeBuffer { columns in
                for position in positions { counts[Int(columns[position])] &+= 1 }
            }
        }
        return Self.filled(plan, columnCount: rowCount) { rows, turned in
            nonisolated(unsafe) let (rows, turned) = (rows, turned)  // every place is set by one thread
            plan.place { positions, next in
                self.forEach(in: positions) { row, column, value in
                    let place = Int(next[Int(column)])
                    (rows[place], turned[place]) = (row, value)
                    next[Int(column)] &+= 1
                }
            }
            return plan.starts
        }
    }

    /// A matrix with room for what a plan counted; `fill` sets it, and says where rows start in what is left of it.
    @usableFromInline
    static func filled(
        _ plan: BucketPlan, columnCount: Int,
        _ fill: (UnsafeMutableBufferPointer<UInt32>, UnsafeMutableBufferPointer<Float>) -> SharedArray<Int>
    ) -> SparseMatrix {
        let count = plan.starts[plan.starts.count - 1]
        var (offsets, values) = (plan.starts, SharedArray<Float>([]))
        let columns = SharedArray<UInt32>(count: count) { columns in
            values = SharedArray<Float>(count: count) { values in offsets = fill(columns, values) }
        }
        let kept = offsets[offsets.count - 1]
        return SparseMatrix(
            offsets: offsets, columns: columns.shortened(to: kept), values: values.shortened(to: kept),
            columnCount: columnCount)
    }

    /// Row, column and value of the entries at those positions, in order.
    @inline(__always)
    private func forEach(in positions: Range<Int>, _ body: (UInt32, UInt32, Float) -> Void) {
        guard !positions.isEmpty else { return }
        offsets.withUnsafeBuffer { offsets in
            columns.withUnsafeBuffer { columns in
                values.withUnsafeBuffer { values in
                    var row = Self.row(of: positions.lowerBound, offsets)
                    for position in positions {
                        while offsets[row + 1] <= position { row += 1 }
                        body(UInt32(truncatingIfNeeded: row), columns[position], values[position])
                    }
                }
            }
        }
    }

    /// The last row that starts at or before the position.
    private static func row(of position: Int, _ offsets: UnsafeBufferPointer<Int>) -> Int {
        var (low, high) = (0, offsets.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if offsets[middle] <= position { low = middle } else { high = middle }
        }
        return low
    }
}
