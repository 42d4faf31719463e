// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files of a shop in one folder.
struct ShopFiles {
    let folder: URL

    /// Writes all of them, replacing older ones.
    func write(_ shop: InventedShop) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try writeItems(shop)
        try writeUsers(shop)
        try writeDeeds(shop)
        try writeTruth(shop)
    }

    private func writeItems(_ shop: InventedShop) throws {
        var table = try TableWriter(
            folder.appending(path: "items.tsv"),
            header: [
                "item", "title", "category", "brand", "price", "stock", "available_from", "hidden", "tags", "text",
                "cost",
            ])
        let dates = shop.dates
        for (index, item) in shop.catalogue.items.enumerated() {
            let kind = Kind.all[item.kind]
            table.cell(shop.itemName(index))
            table.cell(item.title)
            table.cell((kind.path + [kind.name]).joined(separator: " > "))
            table.cell(Vocabulary.brand(item.brand))
            table.cell(cents: item.cents)
            table.cell(item.stock)
            if item.firstDay > 0 { table.cell(dates[item.firstDay], seconds: 0) } else { table.cell("") }
            table.cell(item.isHidden ? "true" : "false")
            table.cell(item.tags.joined(separator: "|"))
            table.cell(item.text)
            table.cell(cents: item.cents * (45 + index % 30) / 100)
            try table.endLine()
        }
        try table.close()
    }

    private func writeUsers(_ shop: InventedShop) throws {
        var table = try TableWriter(
            folder.appending(path: "users.tsv"), header: ["user", "age_band", "gender", "region", "signup"])
        for customer in shop.customers {
            table.cell("c", customer.number + 1)
            table.cell(Vocabulary.ageBands[customer.ageBand])
            table.cell(Vocabulary.genders[customer.gender])
            table.cell(customer.region)
            table.cell((shop.config.start + customer.signupDay).iso)
            try table.endLine()
        }
        try table.close()
    }

    /// Purchases go to orders.tsv, everything else to events.tsv: nothing is in both.
    private func writeDeeds(_ shop: InventedShop) throws {
        var events = try TableWriter(
            folder.appending(path: "events.tsv"),
            header: ["user", "item", "type", "timestamp", "value", "quantity", "price", "order", "session", "event_id"])
        var orders = try TableWriter(
            folder.appending(path: "orders.tsv"), header: ["order", "user", "item", "timestamp", "quantity", "price"])
        let dates = shop.dates
        let names = shop.catalogue.items.indices.map(shop.itemName)
        for (number, deed) in shop.deeds.enumerated() {
            if deed.sort == .purchase {
                try write(deed, of: shop, item: names[Int(deed.item)], day: dates[deed.day], to: &orders)
            } else {
                try write(deed, item: names[Int(deed.item)], day: dates[deed.day], number: number, to: &events)
            }
        }
        try events.close()
        try orders.close()
    }

    private func write(
        _ deed: Deed, of shop: InventedShop, item: String, day: String, to orders: inout TableWriter
    ) throws {
        orders.cell("o", Int(deed.customer) + 1, Int(deed.order))
        if shop.isGuest(deed) { orders.cell("") } else { orders.cell("c", Int(deed.customer) + 1) }
        orders.cell(item)
        orders.cell(day, seconds: Int(deed.time % Day.seconds))
        orders.cell(Int(deed.quantity))
        orders.cell(cents: Int(deed.cents))
        try orders.endLine()
    }

    private func write(_ deed: Deed, item: String, day: String, number: Int, to events: inout TableWriter) throws {
        events.cell("c", Int(deed.customer) + 1)
        events.cell(item)
        events.cell(deed.sort.name)
        events.cell(day, seconds: Int(deed.time % Day.seconds))
        events.cell(Int(deed.stars), emptyWhenZero: true)
        events.cell(Int(deed.quantity), emptyWhenZero: true)
        events.cell(cents: Int(deed.cents))
        if deed.order > 0 { events.cell("o", Int(deed.customer) + 1, Int(deed.order)) } else { events.cell("") }
        if deed.visit > 0 { events.cell("s", Int(deed.customer) + 1, Int(deed.visit)) } else { events.cell("") }
        events.cell("e", number + 1)
        try events.endLine()
    }

    private func writeTruth(_ shop: InventedShop) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        try encoder.encode(Truth(of: shop)).write(to: folder.appending(path: "truth.json"))
        var table = try TableWriter(
            folder.appending(path: "truth_customers.tsv"), header: ["user", "cluster", "churn_day", "price_sensitive"])
        for customer in shop.customers {
            table.cell("c", customer.number + 1)
            table.cell(customer.cluster)
            table.cell(customer.churnDay.map { (shop.config.start + $0).iso } ?? "")
            table.cell(customer.isPriceSensitive ? "true" : "false")
            try table.endLine()
        }
        try table.close()
    }
}

extension InventedShop {
    /// An item's id in the files, such as toner-12.
    func itemName(_ index: Int) -> String {
        let kind = Kind.all[catalogue.items[index].kind].name.lowercased()
        return kind.filter { $0.isLetter || $0 == " " }.replacingOccurrences(of: " ", with: "-") + "-\(index + 1)"
    }

    /// Every day of the story as yyyy-mm-dd, and a few more for visits that last beyond midnight.
    var dates: [String] { (0...config.dayCount + 1).map { (config.start + $0).iso } }
}
