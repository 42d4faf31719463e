// SPDX-License-Identifier: Apache-2.0

internal import CKernels

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
            scanBestBlocks(into: &heap, where: accepts)
            if !heap.isFull {
                heap = BestHeap(capacity: count)
                for position in 0..<itemCount { consider(position, for: &heap, where: accepts) }
            }
        } else {
            for item in touched[..<touchedCount] { consider(Int(item), for: &heap, where: accepts) }
        }
        return heap.sorted()
    }

    /// Gives `body` every item that scores `least` or more, in no particular order.
    ///
    /// - Complexity: O(touched), or O(items / 8 + found · 32) on a board most of which was touched, for a `least` above 0.
    public borrowing func forEachScore(from least: Float, _ body: (UInt32, Float) -> Void) {
        guard isDense else { return forEachScore { item, score in if score >= least { body(item, score) } } }
        forEachDenseScore(from: least, in: 0..<itemCount, body)
    }

    /// The same of a run of items, ascending, on a board most of which was touched.
    borrowing func forEachDenseScore(from least: Float, in run: Range<Int>, _ body: (UInt32, Float) -> Void) {
        guard let start = scores.baseAddress else { return }
        for first in stride(from: run.lowerBound, to: run.upperBound, by: Self.blockSize) {
            let end = min(first + Self.blockSize, run.upperBound)
            if end - first == Self.blockSize, !Self.reaches(least, blockAt: start + first) { continue }
            for position in first..<end where scores[position] >= least {
                let score = scores[position]
                if score.bitPattern != Self.untouchedBits { body(UInt32(truncatingIfNeeded: position), score) }
            }
        }
    }

    /// Looks only at the blocks of 32 that can hold one of the best.
    ///
    /// The best of each block is found first. As many blocks as the list is long have a best of `bound` or more, so that
    /// nothing below it can enter the list, unless so much is refused that the list stays short.
    private borrowing func scanBestBlocks(into heap: inout BestHeap, where accepts: (UInt32) -> Bool) {
        let blockCount = itemCount / Self.blockSize
        guard blockCount >= heap.capacity, let start = scores.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: blockCount) { maxima in
            var bests = BestHeap(capacity: heap.capacity)
            wicker_block_maxima(start, blockCount, maxima.baseAddress)
            for block in 0..<blockCount {
                bests.insert(Scored(item: UInt32(truncatingIfNeeded: block), score: maxima[block]))
            }
            guard let bound = bests.worst?.score, bests.isFull, bound > -.infinity else { return }
            for block in 0...blockCount where block == blockCount || !(maxima[block] < bound) {
                let end = min((block + 1) * Self.blockSize, itemCount)
                for position in block * Self.blockSize..<end where !(scores[position] < bound) {
                    consider(position, for: &heap, where: accepts)
                }
            }
        }
    }

    private static var blockSize: Int { 32 }

    /// Whether one of the 32 numbers there is `least` or more.
    @inline(__always)
    private static func reaches(_ least: Float, blockAt block: UnsafePointer<Float>) -> Bool {
        let block = UnsafeRawPointer(block)
        var largest = block.loadUnaligned(as: SIMD8<Float>.self)
        for offset in 1..<4 {
            let next = block.loadUnaligned(fromByteOffset: 32 * offset, as: SIMD8<Float>.self)
            largest.replace(with: next, where: next .> largest)
        }
        return any(.!(largest .< least))  // NaN, which is only kept when it is one of the first eight, may hide others
    }

    @inline(__always)
    private borrowing func consider(_ position: Int, for heap: inout BestHeap, where accepts: (UInt32) -> Bool) {
        let candidate = Scored(item: UInt32(truncatingIfNeeded: position), score: scores[position])
        guard heap.wouldKeep(candidate), candidate.score.bitPattern != Self.untouchedBits,
            candidate.score > -.infinity
        else { return }
        if accepts(candidate.item) { heap.insert(candidate) }
    }
}
