// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Recommenders
import Shop
import Testing

@Suite struct SplitTests {
    private func dataset(_ events: [(user: UInt32, item: UInt32, type: EventType, time: Int64)]) -> Dataset {
        var interactions = Interactions(userCount: 10, itemCount: 10)
        for event in events {
            interactions.append(
                Interaction(
                    user: UserIndex(rawValue: event.user), item: ItemIndex(rawValue: event.item), type: event.type,
                    timestamp: Timestamp(milliseconds: event.time)))
        }
        return Dataset(interactions)
    }

    private func pairs(_ split: Split) -> [[UInt32]] {
        zip(split.training.interactions.users, split.training.interactions.items).map { [$0, $1] }
    }

    @Test func `files are split by name, unknown users left out, unknown items counted`() {
        var builder = SplitBuilder()
        for (user, item) in [("u", "a"), ("v", "b"), ("u", "c")] {
            builder.addTraining(Event(user: user, item: item, timestamp: Timestamp(milliseconds: 0)))
        }
        for (user, item) in [("v", "c"), ("v", "x"), ("v", "x"), ("w", "a"), ("u", "b"), ("v", "y")] {
            builder.addTest(user: user, item: item)
        }
        let split = builder.finish()
        #expect(split.training.userCount == 2)
        #expect(split.training.itemCount == 3)
        #expect(pairs(split) == [[0, 0], [1, 1], [0, 2]])
        #expect(
            split.wanted == [
                WantedItems(user: 0, items: [1]), WantedItems(user: 1, items: [2], unknownCount: 2),
            ])
    }

    @Test func `a shop's own event types keep their names`() {
        var builder = SplitBuilder()
        builder.addTraining(Event(user: "u", item: "a", type: "tasting", timestamp: Timestamp(milliseconds: 0)))
        builder.addTraining(Event(user: "u", item: "a", type: "purchase", timestamp: Timestamp(milliseconds: 0)))
        let training = builder.finish().training
        #expect(training.ownTypes == ["tasting"])
        #expect(training.interactions.types == [EventType(rawValue: 16), .purchase])
    }

    @Test func `the split by time holds out the newest, and what is new to the user is wanted`() throws {
        let split = try Split.byTime(
            dataset([
                (0, 1, .view, 1), (1, 2, .view, 2), (0, 3, .view, 3), (1, 3, .view, 4), (2, 5, .view, 5),
                (0, 1, .view, 6), (0, 2, .view, 7), (1, 9, .view, 8), (3, 1, .view, 9), (1, 1, .impression, 10),
            ]), fraction: 0.5)
        #expect(split.training.interactions.timestamps == [1, 2, 3, 4, 5])
        #expect(
            split.wanted == [
                WantedItems(user: 0, items: [2]), WantedItems(user: 1, items: [], unknownCount: 1),
            ])
    }

    @Test func `leave last out takes all that a user had to do with their last item`() throws {
        let split = try Split.leaveLastOut(
            dataset([
                (0, 1, .view, 5), (0, 2, .view, 9), (0, 2, .purchase, 9), (0, 4, .impression, 12), (1, 2, .view, 1),
                (2, 2, .view, 1), (2, 1, .view, 0),
            ]))
        #expect(pairs(split) == [[0, 1], [0, 4], [2, 1]])
        #expect(
            split.wanted == [
                WantedItems(user: 0, items: [], unknownCount: 1), WantedItems(user: 2, items: [], unknownCount: 1),
            ])
    }

    @Test func `orders and sessions to learn from hold nothing that is held out, of guests nothing later`() throws {
        var dataset = dataset([(0, 0, .view, 1), (0, 1, .view, 2), (1, 1, .view, 1), (1, 0, .view, 9)])
        var builder = EventGroups.Builder()
        for (user, item, time) in [(0, 0, 1), (0, 1, 2), (1, 0, 9), (.max, 1, 1), (.max, 0, 8)]
            as [(UInt32, UInt32, Int64)]
        {
            let member = EventGroups.Member(
                user: user, item: item, type: .view, timestamp: Timestamp(milliseconds: time))
            builder.add(member, to: "order of \(user) at \(time / 5)")
        }
        dataset.orders = builder.build()
        let split = try Split.byTime(dataset, fraction: 0.25)
        let orders = split.training.orders
        #expect(Set((0..<orders.count).map { orders[$0].map { orders.items[$0] } }) == [[0, 1], [1]])
        #expect(orders.timestamps.max() == 2)
    }

    @Test func `nothing to judge is an error`() {
        #expect(throws: EvaluationError.self) { try Split.leaveLastOut(dataset([])) }
        #expect(throws: EvaluationError.self) { try Split.byTime(dataset([])) }
        #expect(throws: EvaluationError.self) { try Split.byTime(dataset([(0, 1, .view, 1)])) }
        #expect(throws: EvaluationError.self) { try Split.byTime(dataset([(0, 1, .view, 1)]), fraction: 1) }
    }
}
