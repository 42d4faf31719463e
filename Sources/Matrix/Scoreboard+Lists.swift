// SPDX-License-Identifier: Apache-2.0

extension Scoreboard {
    /// Adds `values[n] · scale` to the score of `items[n]`, for every n.
    ///
    /// Call `expect(additions:)` before the first of many lists.
    ///
    /// - Complexity: O(n), about one nanosecond each on a dense board that is in the cache.
    public mutating func add(
        _ values: UnsafeBufferPointer<Float>, to items: UnsafeBufferPointer<UInt32>, scaledBy scale: Float
    ) {
        precondition(values.count == items.count, "\(values.count) values for \(items.count) items")
        let whole = isDense ? items.count & ~3 : 0
        addBlocks(whole, values, to: items, scaledBy: scale)
        for position in whole..<items.count { add(values[position] * scale, to: items[position]) }
    }

    /// The same for the first `count` places, a multiple of four, of a dense board.
    ///
    /// Four at a time take seven loads instead of twelve, and loads are what this loop waits for.
    private mutating func addBlocks(
        _ count: Int, _ values: UnsafeBufferPointer<Float>, to items: UnsafeBufferPointer<UInt32>, scaledBy scale: Float
    ) {
        let limit = SIMD4(repeating: UInt32(truncatingIfNeeded: itemCount))
        let (values, items, scores) = (UnsafeRawBufferPointer(values), UnsafeRawBufferPointer(items), scores)
        var byte = 0
        while byte < count &* 4 {
            let block = items.loadUnaligned(fromByteOffset: byte, as: SIMD4<UInt32>.self)
            let added = values.loadUnaligned(fromByteOffset: byte, as: SIMD4<Float>.self) * scale
            byte &+= 16
            if all(block .< limit) {
                scores[Int(block.x)] += added.x
                scores[Int(block.y)] += added.y
                scores[Int(block.z)] += added.z
                scores[Int(block.w)] += added.w
            } else {
                for lane in 0..<4 { add(added[lane], to: block[lane]) }
            }
        }
    }
}

extension SparseMatrix {
    /// Adds a row times `scale` to the board: column numbers are items.
    public func addRow(_ row: Int, scaledBy scale: Float, to board: inout Scoreboard) {
        let range = range(ofRow: row)
        columns.withUnsafeBuffer { columns in
            values.withUnsafeBuffer { values in
                board.add(
                    UnsafeBufferPointer(rebasing: values[range]), to: UnsafeBufferPointer(rebasing: columns[range]),
                    scaledBy: scale)
            }
        }
    }
}
