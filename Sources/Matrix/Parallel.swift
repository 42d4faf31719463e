// SPDX-License-Identifier: Apache-2.0

private import Dispatch
private import Synchronization

/// Does `count` pieces of work on several threads, a chunk of neighbouring ones at a time, and returns what each chunk
/// gave, in order.
///
/// Threads take the next chunk when they are done with one, so uneven work evens out. Which thread does a chunk is left
/// to chance; as long as `body` looks at its range alone and leaves nothing in the scratch memory that changes a later
/// result, the outcome is the same with any number of threads.
///
/// - Parameter makeScratch: called once a thread; what it makes is handed to every chunk of that thread.
/// - Complexity: O(chunks) memory beside the results.
public func parallelMap<Scratch: ~Copyable, Result: Sendable>(
    _ count: Int, threads: Int, chunk: Int, scratch makeScratch: @Sendable () -> Scratch,
    _ body: @Sendable (Range<Int>, inout Scratch) -> Result
) -> [Result] {
    precondition(chunk > 0, "a chunk of \(chunk)")
    let chunkCount = (count + chunk - 1) / chunk
    let next = Atomic(0)
    return [Result](unsafeUninitializedCapacity: chunkCount) { buffer, initializedCount in
        nonisolated(unsafe) let results = buffer  // every element is set by the one thread that took its chunk
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, chunkCount))) { _ in
            var scratch = makeScratch()
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < chunkCount else { return }
                let range = (index * chunk)..<min(count, (index + 1) * chunk)
                results.initializeElement(at: index, to: body(range, &scratch))
            }
        }
        initializedCount = chunkCount
    }
}
