// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Mining
internal import Shop

extension Baskets {
    /// What was bought together: the lines of each order that weigh more than 0, guests' orders included.
    ///
    /// Where the shop names no orders, what a user wants altogether is one basket.
    ///
    /// - Throws: `emptyDataset` when there is nothing in any basket.
    init(boughtIn dataset: Dataset, weighting: EventWeighting, threads: Int) throws(RecommenderError) {
        var lines = ItemLinesBuilder()
        if dataset.orders.isEmpty {
            let wants = try dataset.trainingMatrix(weighting: weighting, threads: threads)
            for user in 0..<wants.rowCount where !wants.range(ofRow: user).isEmpty {
                for position in wants.range(ofRow: user) { lines.add(wants.columns[position]) }
                lines.endLine()
            }
        } else {
            lines.add(dataset.orders, of: dataset, weights: EventWeights(weighting, ownTypes: dataset.ownTypes))
        }
        self.init(lines.finish(itemCount: dataset.itemCount))
        guard items.count > 0 else {
            throw RecommenderError(
                .emptyDataset,
                "none of \(dataset.orders.count) orders has a line that weighs more than 0; name the types of order "
                    + "lines in “weights”")
        }
    }
}

extension ItemLinesBuilder {
    /// The lines of each order that count; an order of none is left out.
    fileprivate mutating func add(_ orders: EventGroups, of dataset: Dataset, weights: EventWeights) {
        for order in 0..<orders.count {
            var isEmpty = true
            for position in orders[order] {
                let line = Interaction(orders.member(at: position, of: order))
                guard weights.weight(of: line, now: dataset.now) > 0 else { continue }
                add(line.item.rawValue)
                isEmpty = false
            }
            if !isEmpty { endLine() }
        }
    }
}

extension Interaction {
    /// An event of an order as the weighting sees it.
    fileprivate init(_ line: EventGroups.Member) {
        self.init(
            user: UserIndex(rawValue: line.user), item: ItemIndex(rawValue: line.item), type: line.type,
            timestamp: line.timestamp, quantity: line.quantity)
    }
}
