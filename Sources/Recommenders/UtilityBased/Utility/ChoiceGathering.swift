// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Makes choice sets of what customers did.
///
/// A session with impressions is one set: the items that were shown, of which those are chosen that a choosing event of
/// the session names. Elsewhere every choosing event is a set of its own: the item, and the others of its category that
/// were available at that moment; of more than `alternatives`, a random part, which leaves the weights consistent
/// (McFadden, "Modelling the Choice of Residential Location", 1978: uniform conditioning).
///
/// Choices of one segment in a category whose items were always available have the same alternatives: they are counted
/// in one set.
struct ChoiceGathering {
    private let dataset: Dataset
    private let scorer: UtilityScorer
    private let config: UtilityConfig
    private let weights: EventWeights
    private let segments: UserSegments
    private let shelves: Shelves
    private var generator: SeededGenerator
    private var sets: ChoiceSets
    private var counted: [CountedSet.Key: CountedSet] = [:]
    private var countedOrder: [CountedSet.Key] = []

    /// Choices from a whole category, counted by item.
    private struct CountedSet {
        struct Key: Hashable {
            var segment: UInt32
            var shelf: Int
        }

        var counts: [Float]
    }

    /// - Throws: `invalidSetting` when the segments' attribute does not divide the users.
    init(
        _ dataset: Dataset, scorer: UtilityScorer, config: UtilityConfig, seed: UInt64
    ) throws(RecommenderError) {
        (self.dataset, self.scorer, self.config) = (dataset, scorer, config)
        weights = EventWeights(config.eventWeighting, ownTypes: dataset.ownTypes)
        segments = try UserSegments(dataset.users, by: config.segmentBy)
        shelves = Shelves(dataset.items)
        generator = SeededGenerator(seed: seed)
        let features = (0..<dataset.itemCount).flatMap { scorer.values(of: ItemIndex(rawValue: UInt32($0))) }
        sets = try ChoiceSets(attributes: config.criteria.map(\.attribute), features: features)
    }

    /// The choices, described by the scorer's values.
    consuming func gathered() -> GatheredChoices {
        if dataset.sessions.isEmpty {
            gatherInteractions()
        } else {
            for session in 0..<dataset.sessions.count { gather(session: session) }
        }
        appendCounted()
        return GatheredChoices(sets: sets, segmentNames: segments.names, scorer: scorer)
    }

    private mutating func gatherInteractions() {
        for position in 0..<dataset.interactions.count where weights.counts(dataset.interactions.types[position]) {
            choose(dataset.interactions[position])
        }
    }

    private mutating func gather(session: Int) {
        let (sessions, range) = (dataset.sessions, dataset.sessions[session])
        var shown: [UInt32] = []
        var places: [UInt32: Int] = [:]
        for position in range where sessions.types[position] == .impression {
            let item = sessions.items[position]
            if places[item] == nil {
                places[item] = shown.count
                shown.append(item)
            }
        }
        var counts = [Float](repeating: 0, count: shown.count)
        for position in range where weights.counts(sessions.types[position]) {
            let event = sessions.interaction(at: position, of: session)
            if shown.isEmpty {
                choose(event)
            } else if let place = places[event.item.rawValue] {
                // What is clicked and then bought is one choice.
                counts[place] = max(counts[place], weights.weight(of: event, now: dataset.now))
            }
        }
        if counts.contains(where: { $0 > 0 }), shown.count > 1 {
            sets.append(rows: shown, counts: counts, segment: segments.segment(of: sessions.users[session]))
        }
    }

    /// One choice among the items of its category.
    private mutating func choose(_ event: Interaction) {
        let (item, count) = (event.item.rawValue, weights.weight(of: event, now: dataset.now))
        guard count > 0, let shelf = shelves.shelf(of: item) else { return }
        let segment = segments.segment(of: event.user.rawValue)
        let items = shelves.items(of: shelf)
        if items.count <= config.alternatives, shelves.isAlwaysFull(shelf) {
            let key = CountedSet.Key(segment: segment, shelf: shelf)
            if counted[key] == nil {
                counted[key] = CountedSet(counts: [Float](repeating: 0, count: items.count))
                countedOrder.append(key)
            }
            counted[key]?.counts[shelves.place(of: item)] += count
        } else {
            let others = shelves.others(
                than: item, on: shelf, at: event.timestamp, atMost: config.alternatives - 1, using: &generator)
            guard !others.isEmpty else { return }
            sets.append(
                rows: [item] + others, counts: [count] + others.map { _ in 0 }, segment: segment)
        }
    }

    private mutating func appendCounted() {
        for key in countedOrder {
            guard let set = counted[key] else { continue }
            sets.append(rows: shelves.items(of: key.shelf), counts: set.counts, segment: key.segment)
        }
    }
}

extension EventGroups {
    /// An event as recommenders see it.
    fileprivate func interaction(at position: Int, of group: Int) -> Interaction {
        Interaction(
            user: UserIndex(rawValue: users[group]), item: ItemIndex(rawValue: items[position]), type: types[position],
            timestamp: Timestamp(milliseconds: timestamps[position]), quantity: quantities[position])
    }
}
