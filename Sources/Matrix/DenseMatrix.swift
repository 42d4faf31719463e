// SPDX-License-Identifier: Apache-2.0

/// A matrix of which every element is kept, row after row.
///
/// - Shapes: `elements` rowCount × columnCount; element (r, c) lies at r · columnCount + c.
@frozen
public struct DenseMatrix: Sendable {
    /// The elements, row after row.
    public let elements: SharedArray<Float>
    /// Number of rows.
    public let rowCount: Int
    /// Number of columns.
    public let columnCount: Int

    /// Wraps elements that already lie row after row.
    public init(_ elements: SharedArray<Float>, rowCount: Int, columnCount: Int) {
        precondition(
            elements.count == rowCount * columnCount,
            "\(elements.count) elements for \(rowCount) rows of \(columnCount)")
        self.elements = elements
        self.rowCount = rowCount
        self.columnCount = columnCount
    }

    /// A matrix whose rows are computed on several threads, a chunk of neighbouring ones at a time.
    ///
    /// - Parameter fill: sets every element of one row; it is given the row's number, its memory and the thread's
    ///   scratch memory, and must not depend on what an earlier row left there.
    public init<Scratch: ~Copyable>(
        rowCount: Int, columnCount: Int, threads: Int, scratch makeScratch: @Sendable () -> Scratch,
        fill: @Sendable (Int, UnsafeMutableBufferPointer<Float>, inout Scratch) -> Void
    ) {
        self.init(
            rowCount: rowCount, columnCount: columnCount, threads: threads, scratch: makeScratch,
            fillRows: {
                rows, memory, scratch in
                for row in rows {
                    let start = (row - rows.lowerBound) * columnCount
                    fill(row, UnsafeMutableBufferPointer(rebasing: memory[start..<(start + columnCount)]), &scratch)
                }
            })
    }

    /// The same, with chunks handed over whole.
    ///
    /// - Parameter fillRows: is given the numbers of at most 32 neighbouring rows and the memory of all of them.
    public init<Scratch: ~Copyable>(
        rowCount: Int, columnCount: Int, threads: Int, scratch makeScratch: @Sendable () -> Scratch,
        fillRows: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Float>, inout Scratch) -> Void
    ) {
        let elements = SharedArray<Float>(count: rowCount * columnCount) { memory in
            nonisolated(unsafe) let memory = memory  // each row is written by the one thread that took its chunk
            _ = parallelMap(rowCount, threads: threads, chunk: 32, scratch: makeScratch) { rows, scratch in
                let part = memory[(rows.lowerBound * columnCount)..<(rows.upperBound * columnCount)]
                fillRows(rows, UnsafeMutableBufferPointer(rebasing: part), &scratch)
            }
        }
        self.init(elements, rowCount: rowCount, columnCount: columnCount)
    }

    /// One row; the pointer is valid inside the closure only.
    @inlinable
    public func withRow<Result>(_ row: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
        precondition(row >= 0 && row < rowCount, "row outside the matrix")
        return elements.withUnsafeBuffer {
            body(UnsafeBufferPointer(rebasing: $0[(row * columnCount)..<((row + 1) * columnCount)]))
        }
    }
}
