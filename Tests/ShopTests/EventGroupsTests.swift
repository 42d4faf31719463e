// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

@testable import Shop

struct EventGroupsTests {
    private static func member(_ user: UInt32, _ item: UInt32, at minute: Int64) -> EventGroups.Member {
        EventGroups.Member(user: user, item: item, type: .view, timestamp: Timestamp(milliseconds: minute * 60_000))
    }

    @Test func `groups come by their last event, a group's events by time`() {
        var builder = EventGroups.Builder()
        builder.add(Self.member(1, 10, at: 5), to: "late")
        builder.add(Self.member(2, 20, at: 3), to: "early")
        builder.add(Self.member(1, 11, at: 2), to: "late")
        builder.add(Self.member(EventGroups.guest, 21, at: 1), to: "early")
        let groups = builder.build()
        #expect(groups.count == 2)
        #expect(groups[0].map { groups.items[$0] } == [21, 20])
        #expect(groups[1].map { groups.items[$0] } == [11, 10])
        #expect(groups.users == [2, 1])
        #expect(groups.end(of: 1) == Timestamp(milliseconds: 300_000))
    }

    @Test func `what nobody named is a session until half an hour passes without an event`() {
        var builder = EventGroups.Builder()
        for (user, item, minute) in [(1, 1, 0), (1, 2, 30), (2, 9, 31), (1, 3, 61)] as [(UInt32, UInt32, Int64)] {
            builder.addNameless(Self.member(user, item, at: minute))
        }
        builder.addNameless(Self.member(EventGroups.guest, 7, at: 1))
        let groups = builder.build()
        #expect((0..<groups.count).map { groups[$0].map { groups.items[$0] } } == [[1, 2], [9], [3]])
    }

    @Test func `nothing gathered is no group`() {
        #expect(EventGroups.Builder().build().isEmpty)
        #expect(EventGroups().filter { _ in true }.isEmpty)
    }

    @Test(arguments: 0..<20)
    func `a filter leaves what it accepts, in order`(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var builder = EventGroups.Builder()
        for item in 0..<100 as Range<UInt32> {
            let minute = Int64.random(in: 0..<50, using: &generator)
            builder.add(Self.member(0, item, at: minute), to: "\(Int.random(in: 0..<20, using: &generator))")
        }
        let groups = builder.build()
        let kept = groups.filter { $0.item % 3 != 0 }
        #expect(Set(kept.items) == Set((0..<100).filter { $0 % 3 != 0 }))
        #expect(kept.eventCount == kept.items.count)
        for group in 0..<kept.count {
            let times = kept[group].map { kept.timestamps[$0] }
            #expect(times == times.sorted())
            if group > 0 { #expect(kept.end(of: group - 1) <= kept.end(of: group)) }
        }
    }
}
