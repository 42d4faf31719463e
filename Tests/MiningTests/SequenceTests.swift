// SPDX-License-Identifier: Apache-2.0

import Matrix
import Mining
import Testing

@Suite struct SequenceTests {
    private typealias Entry = (item: UInt32, time: Int64)

    private func random(seed: UInt64) -> [[Entry]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<25).map { _ in
            var time: Int64 = 0
            return (0..<Int.random(in: 0...7, using: &generator)).map { _ in
                time += Int64.random(in: 0...4, using: &generator)
                return (UInt32.random(in: 0..<4, using: &generator), time)
            }
        }
    }

    /// Whether the pattern lies in the sequence, and the shortest last wait: every choice of places is tried.
    private func waits(_ pattern: [UInt32], _ sequence: [Entry], _ config: SequenceConfig) -> [Int64] {
        func go(_ place: Int, _ previous: Int?, _ start: Int64) -> [Int64] {
            guard place < pattern.count else { return [] }
            var found: [Int64] = []
            for next in sequence.indices where sequence[next].item == pattern[place] {
                var (start, wait) = (start, Int64(0))
                if let previous {
                    wait = sequence[next].time - sequence[previous].time
                    guard next > previous, wait >= config.minimumGap, wait <= config.maximumGap ?? .max,
                        sequence[next].time - start <= config.window ?? .max
                    else { continue }
                } else {
                    start = sequence[next].time
                }
                found += place + 1 == pattern.count ? [wait] : go(place + 1, next, start)
            }
            return found
        }
        return go(0, nil, 0)
    }

    private func patterns(upTo length: Int) -> [[UInt32]] {
        var all: [[UInt32]] = [[]]
        var last: [[UInt32]] = [[]]
        for _ in 0..<length {
            last = last.flatMap { pattern in (0..<UInt32(4)).map { pattern + [$0] } }
            all += last
        }
        return Array(all.dropFirst())
    }

    @Test(arguments: 0..<6) func `the patterns are those of trying every one`(seed: Int) {
        let sequences = random(seed: UInt64(seed))
        for (gap, most, window) in [(1, nil, nil), (0, nil, nil), (1, 3, nil), (2, nil, 6), (1, 4, 7)]
            as [(Int64, Int64?, Int64?)]
        {
            var config = SequenceConfig(minimumSupport: 3)
            (config.minimumGap, config.maximumGap, config.window) = (gap, most, window)
            config.lengths = 1...4
            var wanted: [[UInt32]: Int] = [:]
            for pattern in patterns(upTo: 4) {
                let support = sequences.count { !waits(pattern, $0, config).isEmpty }
                if support >= 3 { wanted[pattern] = support }
            }
            let found = SequenceMiner(config).mine(Sequences(sequences))
            let supports = Dictionary(
                (0..<found.count).map { (found[$0], found.support(of: $0)) }, uniquingKeysWith: { _, _ in -1 })
            #expect(supports == wanted, "seed \(seed), gaps \(gap) to \(most ?? -1), window \(window ?? -1)")
        }
    }

    @Test func `with bounds the delays are the shortest waits of each sequence`() {
        let sequences = random(seed: 8)
        var config = SequenceConfig(minimumSupport: 2)
        config.maximumGap = 5
        let found = SequenceMiner(config).mine(Sequences(sequences))
        for position in 0..<found.count where found[position].count == 2 {
            let shortest = sequences.compactMap { waits(found[position], $0, config).min() }.sorted()
            #expect(found.delays[position].median == shortest[(shortest.count + 1) / 2 - 1])
            #expect(found.delays[position].upper == shortest[Int((0.75 * Double(shortest.count)).rounded(.up)) - 1])
        }
    }

    @Test func `a parent is the pattern without its last item`() {
        let found = SequenceMiner(SequenceConfig(minimumSupport: 2)).mine(Sequences(random(seed: 3)))
        for position in 0..<found.count where found[position].count > 1 {
            #expect(found[Int(found.parents[position])] == found[position].dropLast())
        }
    }

    @Test func `the same patterns in the same order with any number of threads`() {
        var config = SequenceConfig(minimumSupport: 2)
        let one = SequenceMiner(config).mine(Sequences(random(seed: 4)))
        config.threadCount = 3
        let three = SequenceMiner(config).mine(Sequences(random(seed: 4)))
        #expect((0..<one.count).map { one[$0] } == (0..<three.count).map { three[$0] })
    }
}
