// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// A dataset's sessions as a session model learns from them: the newest first, in each the items that count, in time order.
///
/// Where the dataset has no sessions, a user's interactions without a gap of half an hour stand for them.
struct TrainingSessions {
    private(set) var offsets = [0]
    private(set) var items: [UInt32] = []
    /// The moment of each session's last event.
    private(set) var times: [Int64] = []

    var count: Int { times.count }

    /// Where a session's items stand.
    func range(of session: Int) -> Range<Int> { offsets[session]..<offsets[session + 1] }

    /// - Complexity: O(events), and sorting interactions where they must be divided into sessions.
    init(_ dataset: Dataset, weighting: EventWeighting) throws(RecommenderError) {
        let groups = dataset.sessions.isEmpty ? dataset.dividedInteractions : dataset.sessions
        let weights = EventWeights(weighting, ownTypes: dataset.ownTypes)
        for group in (0..<groups.count).reversed() {
            for position in groups[group] {
                let event = groups.member(at: position, of: group)
                if weights.weight(of: Interaction(event), now: dataset.now) > 0 { items.append(event.item) }
            }
            if items.count == offsets[count] { continue }
            offsets.append(items.count)
            times.append(groups.end(of: group).milliseconds)
        }
        guard count > 0 else {
            throw RecommenderError(
                .emptyDataset,
                "no session has an event that weighs more than 0; add events with a session, or name their types in "
                    + "“weights”")
        }
    }
}

extension Dataset {
    /// The interactions of each user without a gap of half an hour.
    fileprivate var dividedInteractions: EventGroups {
        var builder = EventGroups.Builder()
        for position in 0..<interactions.count {
            let event = interactions[position]
            builder.addNameless(
                EventGroups.Member(
                    user: event.user.rawValue, item: event.item.rawValue, type: event.type,
                    timestamp: event.timestamp))
        }
        return builder.build()
    }
}

extension Interaction {
    fileprivate init(_ event: EventGroups.Member) {
        self.init(
            user: UserIndex(rawValue: event.user), item: ItemIndex(rawValue: event.item), type: event.type,
            timestamp: event.timestamp, quantity: event.quantity)
    }
}
