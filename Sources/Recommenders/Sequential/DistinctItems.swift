// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// The items of a running session that a model looks at, the most recent first, each once.
///
/// Item p places before the last of n items of which d are distinct weighs (n − p) / d; an item that comes several times
/// counts where it came last.
///
/// - Source: Kersbergen, Sprangers, Schelter, "Serenade – Low-Latency Session-Based Recommendation in e-Commerce at
///   Scale", SIGMOD 2022, algorithm 2, and its implementation.
struct DistinctItems {
    struct Entry {
        var item: UInt32
        /// Places before the last item, from 0.
        var place: Int
        /// (n − p) / d.
        var decay: Float
        /// Where it stands in the session.
        var position: Int
    }

    private(set) var entries: [Entry] = []

    /// The last `limit` items of the session that `isKnown` says anything is known of.
    init(of session: RunningSession, limit: Int, where isKnown: (UInt32) -> Bool) {
        var count = 0
        for position in session.items.indices.reversed() where count < limit {
            let item = session.items[position].rawValue
            guard isKnown(item) else { continue }
            if !entries.contains(where: { $0.item == item }) {
                entries.append(Entry(item: item, place: count, decay: 0, position: position))
            }
            count += 1
        }
        for place in entries.indices {
            entries[place].decay = Float(count - entries[place].place) / Float(entries.count)
        }
    }

    /// Places before the last item at which the session and `items` first have something in common; nil for nowhere.
    func firstMatch(in items: UnsafeBufferPointer<UInt32>) -> Int? {
        entries.first { entry in items.contains(entry.item) }?.place
    }
}
