// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Matrix
import Mining
import Recommenders
import Shop
import Training

/// A store's orders as baskets, in the order of time.
struct StoreOrders {
    let baskets: Baskets
    /// When each order was complete.
    let times: [Timestamp]
    /// Whose each order is; `EventGroups.guest` for nobody known.
    let users: [UInt32]
    let dataset: Dataset
    private let type: EventType

    /// Orders with a line of that type of event, those of guests included.
    init(storeAt directory: String, event: String, needing parts: DatasetParts = [.orders, .items]) throws {
        let dataset = try TrainingData(storeAt: directory, needing: parts).dataset
        let type = try dataset.eventType(named: event)
        let orders = dataset.orders
        var lines = ItemLinesBuilder()
        var (times, users): ([Timestamp], [UInt32]) = ([], [])
        for order in 0..<orders.count {
            let bought = orders[order].filter { orders.types[$0] == type }
            if bought.isEmpty { continue }
            for position in bought { lines.add(orders.items[position]) }
            lines.endLine()
            times.append(orders.end(of: order))
            users.append(orders.users[order])
        }
        baskets = Baskets(lines.finish(itemCount: dataset.itemCount))
        (self.dataset, self.type, self.times, self.users) = (dataset, type, times, users)
        guard baskets.count > 0 else {
            throw ValidationError(
                "store \(directory) has no order with a “\(event)”; import with wicker import --orders")
        }
    }

    /// The items' ids.
    var names: [String] { dataset.itemNames }

    /// What items cost the shop and its customers.
    var money: ItemPrices { ItemPrices(prices: prices, costs: costs) }

    /// The items' own prices, else the means of what was paid.
    private var prices: [Double] {
        let orders = dataset.orders
        var sums = [Double](repeating: 0, count: dataset.itemCount)
        var counts = sums
        for position in 0..<orders.eventCount where orders.types[position] == type && orders.prices[position] > 0 {
            sums[Int(orders.items[position])] += Double(orders.prices[position])
            counts[Int(orders.items[position])] += 1
        }
        return (0..<dataset.itemCount).map { item in
            let paid = counts[item] > 0 ? sums[item] / counts[item] : .nan
            return (item < dataset.items.count ? dataset.items[item]?.price : nil) ?? paid
        }
    }

    private var costs: [Double] {
        (0..<dataset.itemCount).map { item in
            guard item < dataset.items.count, case .number(let cost) = dataset.items[item]?.attributes["cost"] else {
                return .nan
            }
            return cost
        }
    }
}
