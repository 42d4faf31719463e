// SPDX-License-Identifier: Apache-2.0

extension Scoreboard {
    /// The best items that `accepts` lets through, best first, ties by the lower index.
    ///
    /// `accepts` is asked only about items that would enter the list, so an expensive filter is asked rarely.
    ///
    /// - Complexity: O(touched + accepted · log count), or O(items / 8 + …) on a board most of which was touched.
    public borrowing func best(_ count: Int, where accepts: (UInt32) -> Bool = { _ in true }) -> [Scored] {
        var heap = BestHeap(capacity: count)
        guard count > 0 else { return [] }
        if isDense {
            scanAll(into: &heap, where: accepts)
        } else {
            for item in touched[..<touchedCount] {
                let candidate = Scored(item: item, score: scores[Int(item)])
                if heap.wouldKeep(candidate), accepts(item) { heap.insert(candidate) }
            }
        }
        return heap.sorted()
    }

    /// Goes over all items in ascending order, 32 at a time once the list is full.
    ///
    /// In that order an equal score never enters a full list, so a block enters only with a score above the worst.
    private borrowing func scanAll(into heap: inout BestHeap, where accepts: (UInt32) -> Bool) {
        let width = 32
        var position = 0
        while position < itemCount, !heap.isFull {
            consider(position, for: &heap, where: accepts)
            position += 1
        }
        let start = UnsafeRawPointer(scores.baseAddress ?? scores.baseAddress.unsafelyUnwrapped)
        while position + width <= itemCount, let worst = heap.worst {
            if Self.holdsAny(above: worst.score, in: start + position * MemoryLayout<Float>.stride) {
                for lane in 0..<width { consider(position + lane, for: &heap, where: accepts) }
            }
            position += width
        }
        while position < itemCount {
            consider(position, for: &heap, where: accepts)
            position += 1
        }
    }

    /// Whether one of the 32 numbers there is above the bound.
    @inline(__always)
    private static func holdsAny(above bound: Float, in block: UnsafeRawPointer) -> Bool {
        let bounds = SIMD8<Float>(repeating: bound)
        let first = block.loadUnaligned(as: SIMD8<Float>.self) .> bounds
        let second = block.loadUnaligned(fromByteOffset: 32, as: SIMD8<Float>.self) .> bounds
        let third = block.loadUnaligned(fromByteOffset: 64, as: SIMD8<Float>.self) .> bounds
        let fourth = block.loadUnaligned(fromByteOffset: 96, as: SIMD8<Float>.self) .> bounds
        return any((first .| second) .| (third .| fourth))
    }

    @inline(__always)
    private borrowing func consider(_ position: Int, for heap: inout BestHeap, where accepts: (UInt32) -> Bool) {
        let candidate = Scored(item: UInt32(truncatingIfNeeded: position), score: scores[position])
        guard heap.wouldKeep(candidate), candidate.score.bitPattern != Self.untouchedBits else { return }
        if accepts(candidate.item) { heap.insert(candidate) }
    }
}
