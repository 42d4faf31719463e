// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Everybody's purchases, one user after the other.
struct Purchases: Sendable {
    private let interactions: Interactions
    /// Where each user's purchases start in `positions`; the last one is their number.
    private let offsets: [Int]
    private let positions: [UInt32]

    var count: Int { positions.count }

    init(_ interactions: Interactions, type: EventType) {
        var ends = [Int](repeating: 0, count: interactions.userCount + 1)
        for position in 0..<interactions.count where interactions.types[position] == type {
            ends[Int(interactions.users[position]) + 1] += 1
        }
        for user in 0..<interactions.userCount { ends[user + 1] += ends[user] }
        (self.interactions, offsets) = (interactions, ends)
        var positions = [UInt32](repeating: 0, count: ends[interactions.userCount])
        for position in 0..<interactions.count where interactions.types[position] == type {
            let user = Int(interactions.users[position])
            positions[ends[user]] = UInt32(truncatingIfNeeded: position)
            ends[user] += 1
        }
        self.positions = positions
    }

    /// What everybody had bought before a moment, by user and item, and whether they bought it from then on.
    func records(before cutoff: Int64, threads: Int) -> (records: [PurchaseRecord], cameBack: [Bool]) {
        let parts = parallelMap(offsets.count - 1, threads: threads, chunk: 256, scratch: {}) { users, _ in
            var part: (records: [PurchaseRecord], cameBack: [Bool]) = ([], [])
            for user in users {
                var (before, after) = ([(item: UInt32, time: Int64)](), Set<UInt32>())
                for position in positions[offsets[user]..<offsets[user + 1]] {
                    let (item, time) = (interactions.items[Int(position)], interactions.timestamps[Int(position)])
                    if time < cutoff { before.append((item, time)) } else { after.insert(item) }
                }
                let records = PurchaseRecord.gather(&before)
                part.records += records
                part.cameBack += records.map { after.contains($0.item) }
            }
            return part
        }
        return (parts.flatMap(\.records), parts.flatMap(\.cameBack))
    }
}
