// SPDX-License-Identifier: Apache-2.0

internal import CKernels

/// A matrix at a byte an element, longest rows first or list after list, and for each row how far its inner products can be off.
///
/// Row y is kept as ŷ = s · codes with s = max|y| / 127. For every vector x as long as `lengths` allows, itself rounded
/// to x̂ (`CompressedVector`), the inner product computed in floats is at most
///
///     x̂ · ŷ + ‖x‖ · radius,   radius = ‖y − ŷ‖ + ε (‖y‖ + ‖y − ŷ‖)
///
/// since x·y = x̂·ŷ + (x − x̂)·ŷ + x·(y − ŷ): Cauchy and Schwarz bound the last two terms, and ε covers ‖x − x̂‖ / ‖x‖
/// as well as the rounding of sums of k floats. Where that cannot be promised (an element that is not a number, a length
/// out of bounds) the radius is infinite, so that the row is always looked at.
///
/// Rows may have a bias each, a last column that x has a 1 in.
///
/// - Shapes: `blocks` as described at `wicker_factor_rows`, the last one, or the last one of each list, filled up with
///   rows of number 2³² − 1.
public struct CompressedRows: Sendable {
    /// 16 rows after the other.
    public let blocks: SharedArray<UInt8>
    /// Number of rows.
    public let rowCount: Int
    /// Number of columns, that of the biases included.
    public let columnCount: Int

    static let blockRows: Int = wicker_factor_block_rows
    /// Lengths of rows and vectors whose products neither overflow floats nor vanish in them.
    static let lengths = 1e-12...1e15

    /// Number of blocks.
    public var blockCount: Int { blocks.count / Self.blockByteCount(columns: columnCount) }
    /// Pairs of columns.
    var pairCount: Int { (columnCount + 1) / 2 }

    /// The number of the longest row of a block.
    func firstRow(ofBlock block: Int) -> UInt32 {
        blocks.withUnsafeBuffer { bytes in
            let start = block * Self.blockByteCount(columns: columnCount)
            return UnsafeRawBufferPointer(bytes).loadUnaligned(
                fromByteOffset: start + 8 * Self.blockRows, as: UInt32.self)
        }
    }

    private static func blockByteCount(columns: Int) -> Int { blockRows * (12 + 2 * ((columns + 1) / 2)) }

    /// Takes up what was compressed before; nil when its size is not that of such a matrix.
    ///
    /// - Parameter blockCount: of how many blocks; by default as many as rows without lists take.
    public init?(blocks: SharedArray<UInt8>, rowCount: Int, columnCount: Int, blockCount: Int? = nil) {
        let blockCount = blockCount ?? (rowCount + Self.blockRows - 1) / Self.blockRows
        guard blocks.count == blockCount * Self.blockByteCount(columns: columnCount) else { return nil }
        (self.blocks, self.rowCount, self.columnCount) = (blocks, rowCount, columnCount)
    }

    /// Compresses rows, longest first.
    ///
    /// - Complexity: O(rows · k + rows · log rows), the first shared by the threads; the same bytes with any number.
    public init(_ rows: FactorRows, threads: Int = 1) {
        self.init(rows, lists: [Self.longestFirst(rows, threads: threads)], threads: threads)
    }

    /// Compresses the rows of those lists, each list in blocks of its own.
    init(_ rows: FactorRows, lists: [[UInt32]], threads: Int) {
        (rowCount, columnCount) = (rows.count, rows.columnCount)
        var order: [UInt32] = []
        for list in lists {
            let filling = -list.count & (Self.blockRows - 1)
            order += list + [UInt32](repeating: .max, count: filling)
        }
        let blockCount = order.count / Self.blockRows
        let byteCount = Self.blockByteCount(columns: rows.columnCount)
        blocks = SharedArray(count: blockCount * byteCount) { [order] memory in
            nonisolated(unsafe) let memory = UnsafeMutableRawBufferPointer(memory)  // a block is one thread's
            _ = parallelMap(blockCount, threads: threads, chunk: 64, scratch: {}) { blocks, _ in
                for block in blocks {
                    let bytes = memory[(block * byteCount)..<((block + 1) * byteCount)]
                    let places = block * Self.blockRows..<(block + 1) * Self.blockRows
                    Self.compress(rows, order[places], into: UnsafeMutableRawBufferPointer(rebasing: bytes))
                }
            }
        }
    }

    /// Rows by falling length, those without a length first, ties by the lower number.
    private static func longestFirst(_ rows: FactorRows, threads: Int) -> [UInt32] {
        let lengths = parallelMap(rows.count, threads: threads, chunk: 1_024, scratch: {}) { part, _ in
            part.map { row in
                let length = rows.length(of: row)
                return length.isNaN ? .infinity : length
            }
        }.flatMap { $0 }
        let numbers = (0..<rows.count).map { UInt32(truncatingIfNeeded: $0) }
        return numbers.sorted { (lengths[Int($0)], $1) > (lengths[Int($1)], $0) }
    }

    private static func compress(
        _ rows: FactorRows, _ numbers: ArraySlice<UInt32>, into bytes: UnsafeMutableRawBufferPointer
    ) {
        _ = bytes.initializeMemory(as: UInt8.self, repeating: 0)
        for place in 0..<blockRows {
            let number = numbers[numbers.startIndex + place]
            var bounds = (scale: Float(0), radius: -Float.infinity)
            if number != .max { bounds = compress(rows.elements(of: Int(number)), place: place, into: bytes) }
            bytes.storeBytes(of: bounds.scale, toByteOffset: 4 * place, as: Float.self)
            bytes.storeBytes(of: bounds.radius, toByteOffset: 4 * (blockRows + place), as: Float.self)
            bytes.storeBytes(of: number, toByteOffset: 4 * (2 * blockRows + place), as: UInt32.self)
        }
    }

    private static func compress(
        _ row: [Float], place: Int, into bytes: UnsafeMutableRawBufferPointer
    ) -> (scale: Float, radius: Float) {
        let length = CompressedVector.length(of: row)
        if length == 0 { return (0, 0) }
        guard lengths.contains(length) else { return (0, .infinity) }
        let scale = row.reduce(0) { max($0, abs($1)) } / 127
        var squaredError = 0.0
        for (column, element) in row.enumerated() {
            let code = (element / scale).rounded()
            bytes[blockRows * (12 + column & ~1) + 2 * place + column % 2] = UInt8(bitPattern: Int8(code))
            let error = Double(element) - Double(scale) * Double(code)
            squaredError += error * error
        }
        let error = squaredError.squareRoot()
        let slack = CompressedVector.slack(columns: row.count) * (length + error)
        return (scale, Float((error + slack) * 1.000_001).nextUp)
    }
}
