// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@testable import Recommenders

@Suite struct LiveSessionsTests {
    @Test(arguments: 0..<20)
    func `the ring holds the newest events and sessions, and nothing else is found`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let (eventCapacity, sessionCapacity) = (50, 8)
        var live = LiveSessions(eventCapacity: eventCapacity, sessionCapacity: sessionCapacity)
        var log: [(name: String, number: UInt64, item: Int)] = []
        var numbers: [String] = []
        for sequence in 0..<400 {
            let name = "\(Int.random(in: 0..<15, using: &generator))"
            let item = Int.random(in: 0..<6, using: &generator)
            if !numbers.suffix(sessionCapacity).contains(name) { numbers.append(name) }
            let number = UInt64((numbers.lastIndex(of: name) ?? 0) + 1)
            log.append((name, number, item))
            live.append(session: name, item: item, sequence: UInt64(sequence))

            let kept = log.suffix(eventCapacity)
            for (place, name) in numbers.enumerated().suffix(sessionCapacity) {
                let expected = kept.filter { $0.number == UInt64(place + 1) }.map(\.item)
                #expect(live.number(of: name) == UInt64(place + 1))
                #expect(live.items(of: UInt64(place + 1)).map { Int($0.rawValue) } == expected.suffix(64))
            }
            #expect(live.count == min(numbers.count, sessionCapacity))
        }
        #expect(live.number(of: "nobody") == nil)
        #expect(live.items(of: 0).isEmpty && live.items(of: 9_999).isEmpty)
    }

    @Test func `a copy stays as it was`() {
        var live = LiveSessions(eventCapacity: 10, sessionCapacity: 4)
        live.append(session: "a", item: 1, sequence: 0)
        let copy = live
        for sequence in 1..<30 { live.append(session: "s\(sequence)", item: 2, sequence: UInt64(sequence)) }
        #expect(copy.count == 1)
        #expect(copy.number(of: "a").map(copy.items) == [ItemIndex(rawValue: 1)])
        #expect(live.number(of: "a") == nil)
    }

    @Test func `the first entry from a place in the log on is found`() {
        var live = LiveSessions(eventCapacity: 8, sessionCapacity: 8)
        #expect(live.firstEntry(from: 5) == 1)
        for sequence in [UInt64(3), 5, 9] { live.append(session: "a", item: 1, sequence: sequence) }
        #expect([0, 3, 4, 5, 6, 9, 10].map { live.firstEntry(from: $0) } == [1, 1, 2, 2, 3, 3, 4])
    }
}
