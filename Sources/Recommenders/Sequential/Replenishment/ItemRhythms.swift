// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// How soon and how often the buyers of each item come back to it.
///
/// Both are shrunk towards what holds for all items, so that an item with few buyers borrows from the others.
struct ItemRhythms: Sendable {
    /// Mean days from one purchase to the next, by item.
    let intervals: [Float]
    /// Share of the buyers that bought again, by item, strictly between 0 and 1.
    let repeatRates: [Float]

    /// The interval assumed where nobody ever bought anything twice.
    private static let unknownInterval = 30.0

    /// Interval of item i: (Σ gaps + κ · mean) / (number of gaps + κ), and likewise its share of repeaters.
    init(_ records: some Sequence<PurchaseRecord>, itemCount: Int, config: ReplenishmentConfig) {
        var items = [Sums](repeating: Sums(), count: itemCount)
        var all = Sums()
        for record in records {
            items[Int(record.item)].add(record)
            all.add(record)
        }
        let meanInterval = all.gaps > 0 ? all.days / all.gaps : Self.unknownInterval
        let meanRate = (all.repeaters + 1) / (all.buyers + 2)
        let (gapWeight, buyerWeight) = (config.intervalShrinkage, config.repeatShrinkage)
        intervals = items.map { Float(($0.days + gapWeight * meanInterval) / ($0.gaps + gapWeight)) }
        repeatRates = items.map {
            Float(min(max(($0.repeaters + buyerWeight * meanRate) / ($0.buyers + buyerWeight), 1e-4), 1 - 1e-4))
        }
    }

    private struct Sums {
        var days = 0.0
        var gaps = 0.0
        var buyers = 0.0
        var repeaters = 0.0

        mutating func add(_ record: PurchaseRecord) {
            days += record.spanDays
            gaps += Double(record.purchases - 1)
            buyers += 1
            if record.purchases > 1 { repeaters += 1 }
        }
    }
}
