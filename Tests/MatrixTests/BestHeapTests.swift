// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

@Suite struct BestHeapTests {
    @Test(arguments: 0..<40) func `the heap keeps what sorting everything puts first`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let capacity = Int.random(in: 0...20, using: &generator)
        let all = (0..<UInt32.random(in: 0...60, using: &generator)).map {
            Scored(item: $0, score: Float(Int.random(in: 0...9, using: &generator)))
        }
        var heap = BestHeap(capacity: capacity)
        for entry in all.shuffled(using: &generator) { heap.insert(entry) }
        #expect(heap.sorted() == Array(all.sorted { $0.precedes($1) }.prefix(capacity)), "seed \(seed)")
    }

    @Test func `NaN is refused even by an empty heap`() {
        var heap = BestHeap(capacity: 3)
        heap.insert(Scored(item: 0, score: .nan))
        #expect(heap.sorted().isEmpty)
    }
}
