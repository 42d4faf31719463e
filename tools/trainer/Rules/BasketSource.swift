// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Import
import Mining
import Recommenders
import Shop

/// Baskets with what is known of them.
struct NamedBaskets {
    var baskets: Baskets
    var names: [String]
    /// Category of each item, from the root down; empty where it is not known.
    var categories: [[String]] = []
    /// When each basket was bought, ascending; nil for a file.
    var times: [Timestamp]?
    /// Who bought each basket, nil for guests; empty for a file.
    var buyers: [User?] = []
}

/// A file of baskets, or a store's orders.
struct BasketSource: ParsableArguments {
    @Option(
        name: .customLong("baskets"), help: ArgumentHelp("Baskets to mine; - for standard input.", valueName: "file"))
    var path: String?

    @Option(help: "Character between two items of a line (default: white space).")
    var separator: String?

    @Option(
        help: ArgumentHelp(
            "What the items of --baskets are, with columns item and category: TSV, CSV or JSON lines.",
            valueName: "file"))
    var items: String?

    @Option(help: ArgumentHelp("A store: its orders are the baskets.", valueName: "dir"))
    var store: String?

    @Option(help: "The type of event that is an order line of a store.")
    var event = "purchase"

    func validate() throws {
        guard (path == nil) != (store == nil) else { throw ValidationError("Give either --baskets or --store.") }
        guard items == nil || store == nil else {
            throw ValidationError("--items goes with --baskets; a store knows its items' categories.")
        }
        if let separator, separator.utf8.count != 1 {
            throw ValidationError("--separator is one ASCII character, such as ,")
        }
    }

    func read(threads: Int) throws -> NamedBaskets {
        if let store { return try read(store) }
        let file = try ItemLineFile(path ?? "-", separator: separator?.utf8.first, threads: threads)
        var named = NamedBaskets(baskets: Baskets(file.lines, threads: threads), names: file.names)
        if let items {
            let paths = Dictionary(
                try DescriptionFile.items(at: items).map { ($0.id, $0.category) }, uniquingKeysWith: { $1 })
            named.categories = file.names.map { paths[$0] ?? [] }
            if !file.names.contains(where: { paths[$0] != nil }) {
                throw ValidationError(
                    "no item of \(path ?? "-") is in \(items); its column item must hold the same ids")
            }
        }
        return named
    }

    private func read(_ store: String) throws -> NamedBaskets {
        let orders = try StoreOrders(storeAt: store, event: event, needing: [.orders, .items, .users])
        let dataset = orders.dataset
        var named = NamedBaskets(baskets: orders.baskets, names: dataset.itemNames)
        named.categories = named.names.indices.map { $0 < dataset.items.count ? dataset.items[$0]?.category ?? [] : [] }
        named.times = orders.times
        named.buyers = orders.users.map { Int($0) < dataset.users.count ? dataset.users[Int($0)] : nil }
        return named
    }
}
