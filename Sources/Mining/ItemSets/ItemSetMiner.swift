// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Finds all, the closed or the maximal item sets that enough baskets hold.
///
/// The counts are exact. Which sets are listed, and in which order, does not depend on the number of threads, unless a
/// bound ends the search.
public struct ItemSetMiner: Sendable {
    /// What is wanted.
    public let config: ItemSetConfig
    private let hierarchy: ItemHierarchy?

    /// A miner with those settings.
    ///
    /// - Parameter hierarchy: what the baskets were extended by, so that no set holds an item together with one above it;
    ///   all frequent sets can be listed then, but neither closed nor maximal ones.
    public init(_ config: ItemSetConfig, hierarchy: ItemHierarchy? = nil) {
        precondition(hierarchy == nil || config.kind == .all, "\(config.kind) sets of a hierarchy")
        (self.config, self.hierarchy) = (config, hierarchy)
    }

    /// The wanted sets.
    ///
    /// - Complexity: as ``ItemSetSearch`` says; at a support of 1 a basket of n items alone has 2ⁿ − 1 sets, which is
    ///   what the config's bounds are for.
    public func mine(_ baskets: Baskets) -> ItemSets {
        let meter = MiningMeter(config.bounds)
        let ranked = RankedBaskets(
            baskets, minimumSupport: config.minimumSupport, hierarchy: hierarchy, threads: config.threadCount)
        let parts = parallelMap(
            ranked.items.count, threads: config.threadCount, chunk: 1,
            scratch: { ItemSetSearch(ranked, config: config, meter: meter) }
        ) { ranks, search in
            meter.isStopped ? ItemSetList() : search.sets(from: ranks.lowerBound)
        }
        return ItemSets(parts, stop: meter.stop, threads: config.threadCount)
    }
}
