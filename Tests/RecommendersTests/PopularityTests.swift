// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

@Suite struct PopularityTests {
    private func fit(_ events: [(user: Int, item: Int, type: EventType, time: Int)], _ settings: Settings) throws
        -> [UInt32]
    {
        var interactions = Interactions(userCount: 9, itemCount: 9)
        for event in events {
            interactions.append(Datasets.interaction(event.user, event.item, event.type, event.time))
        }
        return try RecommenderKind.popularity.fit(Dataset(interactions), settings: settings).list([], count: 9)
            .map(\.item)
    }

    @Test func `the order is by what all users' events weigh, ties by index`() throws {
        let order = try fit(
            [(0, 4, .view, 0), (1, 4, .view, 0), (0, 2, .purchase, 0), (2, 6, .view, 0), (3, 1, .view, 0)], Settings())
        #expect(order == [2, 4, 1, 6])
    }

    @Test func `a half-life lets the newer win`() throws {
        let day = 86_400_000
        let events: [(Int, Int, EventType, Int)] = [(0, 1, .view, 0), (1, 1, .view, 0), (2, 5, .view, 30 * day)]
        #expect(try fit(events, Settings()) == [1, 5])
        #expect(try fit(events, Settings(["halfLifeDays": 7])) == [5, 1])
        #expect(try fit(events, Settings(["windowDays": 7])) == [5])
    }

    @Test func `what one user sent back takes nothing from what others bought`() throws {
        let order = try fit(
            [(0, 1, .purchase, 0), (1, 1, .return, 1), (2, 1, .return, 1), (3, 2, .view, 0)], Settings())
        #expect(order == [1, 2])
    }

    @Test func `what guests did counts where sessions were read, also when nobody else did anything`() throws {
        var dataset = Dataset(Interactions(userCount: 0, itemCount: 9))
        var sessions = EventGroups.Builder()
        for (item, session) in [(3, "a"), (5, "a"), (5, "b")] as [(UInt32, String)] {
            sessions.add(
                EventGroups.Member(
                    user: EventGroups.guest, item: item, type: .view, timestamp: Timestamp(milliseconds: 1)),
                to: session)
        }
        dataset.sessions = sessions.build()
        #expect(try RecommenderKind.popularity.fit(dataset).list([], count: 9).map(\.item) == [5, 3])
        dataset.sessions = EventGroups()
        #expect(throws: RecommenderError.self) { try RecommenderKind.popularity.fit(dataset) }
    }
}
