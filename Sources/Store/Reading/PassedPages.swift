// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Lets go of the map's pages that a long walk has passed, so that they do not count as this process's memory.
///
/// The kernel keeps the pages themselves for as long as it likes; a page needed again is mapped again from there.
struct PassedPages {
    private static let visitsAtATime = 1 << 16
    private static let page: UInt = 4_096  // where pages are larger, nothing is let go
    private static let widestRange: UInt = 1 << 30
    private var lowest = UInt.max
    private var highest: UInt = 0
    private var visits = 0

    /// Takes note of bytes of the map that were read; they may be gone from this process's memory afterwards.
    @inline(__always)
    mutating func visit(_ bytes: UnsafeRawBufferPointer) {
        let address = UInt(bitPattern: bytes.baseAddress)
        lowest = min(lowest, address)
        highest = max(highest, address)
        visits += 1
        if visits == Self.visitsAtATime { release() }
    }

    /// Lets go of all between the lowest and the highest address visited since the last time: nothing but the map.
    private mutating func release() {
        let (start, end) = (lowest & ~(Self.page - 1), highest & ~(Self.page - 1))
        if start < end, end - start < Self.widestRange {
            madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_DONTNEED)
        }
        (lowest, highest, visits) = (.max, 0, 0)
    }
}
