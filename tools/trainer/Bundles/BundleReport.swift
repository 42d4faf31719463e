// SPDX-License-Identifier: Apache-2.0

import Mining

/// What `bundles` found, for a program or for a person.
struct BundleReport: Encodable {
    struct Row: Encodable {
        var items: [String]
        var anchor: String
        var orders: Int
        var confidence: Double
        var lift: Double
        var p: Double
        var price: Double?
        var margin: Double?
        var savingBound: Double?
    }

    var orders: Int
    /// Fewest orders that count.
    var minimumSupport: Int
    var count: Int
    var bundles: [Row]
    var seconds: Double
    var stopped: String?

    init(_ found: FoundBundles, minimumSupport: Int, orders: StoreOrders, seconds: Double) {
        let names = orders.names
        self.orders = orders.baskets.count
        self.minimumSupport = minimumSupport
        count = found.count
        bundles = found.bundles.map { bundle in
            Row(
                items: bundle.items.map { names[Int($0)] }, anchor: names[Int(bundle.anchor)],
                orders: bundle.support, confidence: bundle.confidence, lift: bundle.lift, p: bundle.p,
                price: bundle.price, margin: bundle.margin, savingBound: bundle.savingBound)
        }
        self.seconds = Figures.rounded(seconds, 4)
        stopped = found.stop?.rawValue
    }

    var text: String {
        var table = TextTable(["items", "anchor", "orders", "confidence", "lift", "price", "margin", "save at most"])
        for row in bundles {
            table.add([
                row.items.joined(separator: " + "), row.anchor, "\(row.orders)", Figures.fixed(row.confidence, 3),
                Figures.fixed(row.lift, 2), Self.money(row.price), Self.money(row.margin), Self.money(row.savingBound),
            ])
        }
        let rest = count - bundles.count
        return table.text
            + "\n\(count) bundles in \(minimumSupport) of \(orders) orders or more"
            + (rest > 0 ? ", \(rest) of them not shown (--limit)" : "") + ", in \(Figures.rounded(seconds, 3)) s"
    }

    private static func money(_ amount: Double?) -> String { amount.map { Figures.fixed($0, 2) } ?? "" }
}
