// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Finds which items come together more often than chance has it.
///
/// A pair is listed when it occurs often enough, more often than expected, and its G² passes the test of all pairs.
///
/// - Complexity: as ``PairSearch``; 12 bytes a pair that may qualify.
public struct CoOccurrenceTrainer: RecommenderTrainer {
    /// The settings.
    public let config: CoOccurrenceConfig

    /// A trainer with those settings.
    public init(_ config: CoOccurrenceConfig = CoOccurrenceConfig()) { self.config = config }

    /// Learns the lists.
    ///
    /// - Throws: `emptyDataset` when no group has an event of either type; `invalidSetting` for a type there is not.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> CoOccurrenceModel {
        let relation = PairRelation(
            within: config.within, from: try dataset.eventType(named: config.from, setting: "from"),
            to: try dataset.eventType(named: config.to, setting: "to"))
        let events = events(of: dataset, relation)
        guard events.count > 0 else { throw nothingGathered(dataset) }
        let (from, to) = events.itemCounts()
        let found = candidates(events, from: from, to: to, context)
        let threshold = FalseDiscovery.threshold(
            found.flatMap { $0.pairs.map(\.logLikelihood) }, tested: found.reduce(0) { $0 + $1.tested },
            rate: config.falseDiscoveryRate)
        let lists = PairLists(
            found, from: from, to: to, groupCount: events.count, threshold: threshold ?? .infinity, config: config)
        context.progress(1)
        return CoOccurrenceModel(lists, relation: relation)
    }

    private func events(of dataset: Dataset, _ relation: PairRelation) -> GroupedEvents {
        let roles = GroupedEvents.Roles(from: relation.from, to: relation.to)
        let (items, longest) = (dataset.itemCount, config.eventsPerGroup)
        switch config.within {
        case .order: return GroupedEvents(dataset.orders, roles, itemCount: items, longest: longest)
        case .session: return GroupedEvents(dataset.sessions, roles, itemCount: items, longest: longest)
        case .user: return GroupedEvents(dataset.interactions, roles, longest: longest)
        }
    }

    private func nothingGathered(_ dataset: Dataset) -> RecommenderError {
        let types = config.from == config.to ? "“\(config.from)”" : "“\(config.from)” or “\(config.to)”"
        return RecommenderError(
            .emptyDataset,
            "no \(config.within.rawValue) has an event of type \(types) among \(dataset.interactions.count) interactions; "
                + "record some, or look elsewhere by “within”, “from” and “to”")
    }

    /// Pairs that occur often enough and more often than expected, an item's partners after another's.
    private func candidates(
        _ events: GroupedEvents, from: [UInt32], to: [UInt32], _ context: FitContext
    ) -> [PairCandidates] {
        let search = PairSearch(events, isOrdered: config.isOrdered, windowDays: config.windowDays)
        let (minimum, rate, groups) = (config.minimumCount, config.falseDiscoveryRate, events.count)
        return parallelMap(
            events.itemCount, threads: context.threadCount, chunk: 64,
            scratch: { PairSearch.Counts(itemCount: events.itemCount) }
        ) { items, scratch in
            var found = PairCandidates()
            for item in items {
                for partner in search.partners(of: item, &scratch) where partner.count >= minimum {
                    let counts = PairCounts(
                        both: Int(partner.count), from: Int(from[item]), to: Int(to[Int(partner.item)]), groups: groups)
                    found.test(partner, counts, rate: rate)
                }
                found.endItem()
            }
            return found
        }
    }

    /// The gathered events and where each item stands in them; a count and a mark an item and thread; candidates, which
    /// are guessed to be a hundred an item.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let listed = size.items * min(size.items, max(config.neighbours, 100))
        return (24 + 8 + 24) * size.interactions + 8 * size.items * (threads + 4) + 24 * listed
    }
}
