// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// `wicker-demo`: writes the files of an invented shop.
@main
struct Program: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wicker-demo",
        abstract: "Writes the files of an invented shop: a year of customers, sessions, orders and returns.",
        discussion: """
            items.tsv, users.tsv, events.tsv and orders.tsv are what wicker import reads; truth.json says which \
            habits were planted, and how often they came true. The same seed and sizes give the same files.
            """)

    @Option(name: .customLong("out"), help: "Folder to write to; made when missing.")
    var folder: String

    @Option(help: "Everything follows from it.")
    var seed: UInt64 = 42

    @Option(help: "Customers with an account, 1 to 10,000,000.")
    var customers = 20_000

    @Option(help: "Items, \(Kind.all.count) to 1,000,000.")
    var items = 5_000

    @Option(help: "Days the story lasts, 30 to 3,650.")
    var days = 365

    @Option(help: "First day, as yyyy-mm-dd.")
    var start = "2025-01-01"

    func validate() throws {
        guard (1...10_000_000).contains(customers) else {
            throw ValidationError("--customers must be 1 to 10,000,000, not \(customers)")
        }
        guard (Kind.all.count...1_000_000).contains(items) else {
            throw ValidationError("--items must be \(Kind.all.count) (one of each kind) to 1,000,000, not \(items)")
        }
        guard (30...3_650).contains(days) else { throw ValidationError("--days must be 30 to 3,650, not \(days)") }
        guard Day(iso: start) != nil else {
            throw ValidationError("--start must be a day such as 2025-01-01, not \(start)")
        }
    }

    func run() throws {
        let config = ShopConfig(
            seed: seed, customerCount: customers, itemCount: items, dayCount: days, start: Day(iso: start) ?? Day(0))
        let shop = InventedShop.generate(config)
        try ShopFiles(folder: URL(fileURLWithPath: folder, isDirectory: true)).write(shop)
        print("\(shop.summary) in \(folder)")
    }
}
