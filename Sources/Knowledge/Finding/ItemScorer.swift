// SPDX-License-Identifier: Apache-2.0

import Shop

/// Adds to the scores of a page of items at a time, so that what it reads lies together and is looked up once a page.
protocol ItemScorer {
    /// Adds to `scores[n]` for each bit n of `words`, which stand for the page's items.
    func addScores(_ page: Int, among words: UnsafeBufferPointer<UInt64>, to scores: UnsafeMutableBufferPointer<Double>)
}

extension ItemBits {
    /// Calls for each item of the set, in ascending order, with the sum of what the scorers add.
    func forEachScored(by scorers: [any ItemScorer], _ body: (UInt32, Double) -> Void) {
        let pageWords = columnPageSize / 64
        withUnsafeTemporaryAllocation(of: Double.self, capacity: columnPageSize) { scores in
            words.withUnsafeBufferPointer { all in
                for page in 0..<all.count / pageWords {
                    let words = UnsafeBufferPointer(rebasing: all[page * pageWords..<(page + 1) * pageWords])
                    if words.allSatisfy({ $0 == 0 }) { continue }
                    scores.initialize(repeating: 0)
                    for scorer in scorers { scorer.addScores(page, among: words, to: scores) }
                    words.forEachBit { body(UInt32(page * columnPageSize + $0), scores[$0]) }
                }
            }
        }
    }
}

extension UnsafeBufferPointer<UInt64> {
    /// Calls for the position of each bit that is set, lowest first.
    @inline(__always)
    func forEachBit(_ body: (Int) -> Void) {
        for position in indices where self[position] != 0 {
            self[position].forEachBit { body(position * 64 + $0) }
        }
    }
}
