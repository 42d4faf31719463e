// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Finds what can stand for each item, told from what completes it.
///
/// - Complexity: as ``PairSearch`` for sessions, customers and orders, the last twice.
/// - Source: substitutes are looked at together and complements bought together: McAuley, Pandey, Leskovec, "Inferring
///   Networks of Substitutable and Complementary Products", KDD 2015; here by counts instead of topics.
public struct SubstitutesTrainer: RecommenderTrainer {
    /// The settings.
    public let config: SubstitutesConfig

    /// A trainer with those settings.
    public init(_ config: SubstitutesConfig = SubstitutesConfig()) { self.config = config }

    /// Learns the lists.
    ///
    /// - Throws: `emptyDataset` when nobody looked at or bought anything; `invalidSetting` for a type there is not, and
    ///   for an up-sell without a single category and price.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> SubstitutesModel {
        let search = try search(dataset, threads: context.threadCount)
        context.progress(0.3)
        let parts = parallelMap(
            dataset.itemCount, threads: context.threadCount, chunk: 64,
            scratch: { SubstituteSearch.Scratch(counts: PairSearch.Counts(itemCount: dataset.itemCount)) }
        ) { items, scratch in
            items.map { search.list(of: $0, &scratch) }
        }
        context.progress(1)
        return SubstitutesModel(Array(parts.joined()), isUpSell: config.isUpSell)
    }

    private func search(_ dataset: Dataset, threads: Int) throws(RecommenderError) -> SubstituteSearch {
        let view = try dataset.eventType(named: config.view, setting: "view")
        let purchase = try dataset.eventType(named: config.purchase, setting: "purchase")
        let (items, longest) = (dataset.itemCount, config.eventsPerGroup)
        let looked = GroupedEvents(
            dataset.sessions, GroupedEvents.Roles(from: view, to: config.isUpSell ? purchase : view), itemCount: items,
            longest: longest)
        let bought = GroupedEvents.Roles(from: purchase, to: purchase)
        let customers = GroupedEvents(dataset.interactions, bought, longest: longest)
        guard looked.count + customers.count > 0 else {
            throw RecommenderError(
                .emptyDataset,
                "no session has a “\(config.view)” and no customer a “\(config.purchase)”; record some, or name other "
                    + "types in “view” and “purchase”")
        }
        let shelves = CategoryShelves(dataset)
        if config.isUpSell, shelves.leafCount == 0 || shelves.prices.allSatisfy(\.isNaN) {
            throw RecommenderError(
                .invalidSetting, "“upSell” needs items with categories and prices; put them, or leave it out")
        }
        let orders = PairTable(GroupedEvents(dataset.orders, bought, itemCount: items, longest: longest))
        let (sessions, buyers) = (PairTable(looked, isOrdered: config.isUpSell), PairTable(customers))
        let popularity = zip(buyers.from, sessions.from).map { $0 &+ $1 }
        return SubstituteSearch(
            config: config, sessions: sessions, customers: buyers, orders: orders, shelves: shelves,
            affinity: CategoryAffinity(orders, shelves, threads: threads),
            favourites: shelves.best(config.neighbours + 1, by: popularity), popularity: popularity)
    }

    /// The events of orders, sessions and customers with where each item stands in them, and the lists twice.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        3 * 32 * size.interactions + size.items * (8 * threads + 64)
            + 2 * MemoryLayout<SubstituteEntry>.stride * size.items * min(size.items, config.neighbours)
    }
}
