// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

@testable import Mining

@Suite struct SequentialRuleTests {
    private static func random(_ seed: UInt64) -> [[(item: UInt32, time: Int64)]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<40).map { _ in
            var time: Int64 = 0
            return (0..<Int.random(in: 0...7, using: &generator)).map { _ in
                time += Int64.random(in: 0...4, using: &generator)
                return (item: UInt32.random(in: 0..<4, using: &generator), time: time)
            }
        }
    }

    /// The shortest wait from an `item` to a later `next` at most `limit` later; nil where there is none.
    private func wait(_ sequence: [(item: UInt32, time: Int64)], _ item: UInt32, _ next: UInt32, _ limit: Int64)
        -> Int64?
    {
        sequence.flatMap { first in
            sequence.compactMap { second in
                let wait = second.time - first.time
                return first.item == item && second.item == next && wait >= 1 && wait <= limit ? wait : nil
            }
        }.min()
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `rules of two items are those counted by hand, with the quartiles of the wait`(seed: UInt64) {
        let sequences = Self.random(seed)
        var config = SequenceConfig(minimumSupport: 1)
        (config.lengths, config.maximumGap) = (1...2, 5)
        let patterns = SequenceMiner(config).mine(Sequences(sequences, itemCount: 4))
        let found = SequentialRules(patterns, sequenceCount: sequences.count, minimumConfidence: 0.3)
        for item in 0..<4 as Range<UInt32> {
            for next in 0..<4 as Range<UInt32> {
                let waits = sequences.compactMap { wait($0, item, next, 5) }.sorted()
                let holding = sequences.count { $0.contains { $0.item == item } }
                let rule = found.rules.first { $0.antecedent == [item] && $0.consequent == next }
                guard !waits.isEmpty, Double(waits.count) / Double(holding) >= 0.3 else {
                    #expect(rule == nil)
                    continue
                }
                #expect(rule?.counts.both == waits.count && rule?.counts.antecedent == holding)
                #expect(rule?.counts.consequent == sequences.count { $0.contains { $0.item == next } })
                #expect(rule?.delay.median == waits[(waits.count + 1) / 2 - 1])
            }
        }
    }

    @Test func `rules come by confidence, and none is below the least lift`() {
        let sequences = Self.random(3)
        let patterns = SequenceMiner(SequenceConfig(minimumSupport: 2)).mine(Sequences(sequences, itemCount: 4))
        let found = SequentialRules(patterns, sequenceCount: 40, minimumConfidence: 0, minimumLift: 1.1).rules
        #expect(!found.isEmpty)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.counts.confidence >= $1.counts.confidence })
        #expect(found.allSatisfy { $0.counts.lift >= 1.1 && !$0.antecedent.isEmpty })
    }
}
