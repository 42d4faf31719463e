// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop

/// Sessions of guests, a second apart, oldest first.
struct RandomSessions {
    var sessions: [[Int]]
    var itemCount: Int
    var type = EventType.view

    init(_ sessions: [[Int]], itemCount: Int, type: EventType = .view) {
        (self.sessions, self.itemCount, self.type) = (sessions, itemCount, type)
    }

    /// Some dozens of sessions of one to six of a few items, repeats included.
    init(using generator: inout some RandomNumberGenerator) {
        itemCount = Int.random(in: 3...15, using: &generator)
        sessions = (0..<Int.random(in: 2...60, using: &generator)).map { [itemCount] _ in
            (0..<Int.random(in: 1...6, using: &generator)).map { _ in Int.random(in: 0..<itemCount, using: &generator) }
        }
    }

    var dataset: Dataset { dataset(first: sessions.count) }

    /// The oldest of them alone.
    func dataset(first count: Int) -> Dataset {
        var builder = EventGroups.Builder()
        for (place, session) in sessions.prefix(count).enumerated() {
            for item in session {
                builder.add(
                    EventGroups.Member(
                        user: EventGroups.guest, item: UInt32(item), type: type,
                        timestamp: Timestamp(milliseconds: Int64(place * 1_000))), to: "\(place)")
            }
        }
        var dataset = Dataset(Interactions(userCount: 0, itemCount: itemCount))
        dataset.sessions = builder.build()
        return dataset
    }
}
