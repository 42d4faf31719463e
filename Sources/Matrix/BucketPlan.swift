// SPDX-License-Identifier: Apache-2.0

/// Where the elements of each bucket go when a run of them is ordered by bucket, equal ones as they came: a counting
/// sort whose counting and placing are shared by threads.
///
/// The run is cut into chunks. Each chunk counts its elements of every bucket; a bucket's places are then given to the
/// chunks in their order, so that every chunk can place its own without looking at another's, and the result is that
/// of one pass, whatever the number of threads.
///
/// - Complexity: O(chunks · buckets) time beside the two passes, 4 bytes a bucket and chunk.
@usableFromInline
final class BucketPlan: @unchecked Sendable {  // each chunk's counters are touched by the one thread that took it
    /// Where each bucket starts, and at the end the number of elements that have a place.
    @usableFromInline let starts: SharedArray<Int>
    private let chunks: [Range<Int>]
    private let next: UnsafeMutableBufferPointer<UInt32>  // chunks × buckets: the place of its next element of each
    private let buckets: Int
    private let threads: Int

    /// Counts.
    ///
    /// - Parameter count: adds 1, for each element of a chunk that has a place, at its bucket.
    @usableFromInline
    init(
        of elementCount: Int, buckets: Int, threads: Int,
        count: @Sendable (Range<Int>, UnsafeMutableBufferPointer<UInt32>) -> Void
    ) {
        precondition(elementCount <= Int(UInt32.max), "\(elementCount) entries; a matrix holds up to 2^32 - 1")
        // Counters of more chunks than this would cost more than they save.
        let parts = max(1, min(threads, 16, elementCount / max(1, buckets)))
        let length = max(1, (elementCount + parts - 1) / parts)
        chunks = stride(from: 0, to: elementCount, by: length).map { $0..<min(elementCount, $0 + length) }
        next = .allocate(capacity: chunks.count * buckets)
        next.initialize(repeating: 0)
        (self.buckets, self.threads) = (buckets, threads)
        Self.forEach(chunks, of: next, buckets: buckets, threads: threads, count)
        starts = Self.givenOut(next, chunks: chunks.count, buckets: buckets)
    }

    deinit { next.deallocate() }

    /// Places; once only.
    ///
    /// - Parameter place: puts each element of a chunk at the next place of its bucket, and moves that place on by 1.
    @usableFromInline
    func place(_ place: @Sendable (Range<Int>, UnsafeMutableBufferPointer<UInt32>) -> Void) {
        Self.forEach(chunks, of: next, buckets: buckets, threads: threads, place)
    }

    private static func forEach(
        _ chunks: [Range<Int>], of counters: UnsafeMutableBufferPointer<UInt32>, buckets: Int, threads: Int,
        _ body: @Sendable (Range<Int>, UnsafeMutableBufferPointer<UInt32>) -> Void
    ) {
        nonisolated(unsafe) let counters = counters  // each chunk has its own part
        _ = parallelMap(chunks.count, threads: threads, chunk: 1, scratch: {}) { index, _ in
            let own = counters[(index.lowerBound * buckets)..<(index.upperBound * buckets)]
            body(chunks[index.lowerBound], UnsafeMutableBufferPointer(rebasing: own))
        }
    }

    /// Counts become places: all of a bucket's, first chunk first, before the next bucket's.
    private static func givenOut(
        _ counters: UnsafeMutableBufferPointer<UInt32>, chunks: Int, buckets: Int
    ) -> SharedArray<Int> {
        SharedArray(count: buckets + 1) { starts in
            var sum: UInt32 = 0
            starts.initialize(repeating: 0)
            for bucket in 0..<buckets {
                for chunk in 0..<chunks {
                    let count = counters[chunk * buckets + bucket]
                    counters[chunk * buckets + bucket] = sum
                    sum += count
                }
                starts[bucket + 1] = Int(sum)
            }
        }
    }
}
