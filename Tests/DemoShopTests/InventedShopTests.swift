// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import DemoShop

@Suite struct InventedShopTests {
    private static let shop = InventedShop.generate(.small(seed: 7))
    private static let truth = Truth(of: shop)

    @Test func `the same seed gives the same files, byte for byte`() throws {
        let first = try files(of: .generate(.small(seed: 3, customers: 200)))
        let second = try files(of: .generate(.small(seed: 3, customers: 200)))
        #expect(
            first.keys.sorted() == [
                "events.tsv", "items.tsv", "orders.tsv", "truth.json", "truth_customers.tsv", "users.tsv",
            ])
        #expect(first == second)
    }

    @Test func `another seed gives another shop`() {
        let first = InventedShop.generate(.small(seed: 3, customers: 50))
        let second = InventedShop.generate(.small(seed: 4, customers: 50))
        #expect(first.deeds.map(\.item) != second.deeds.map(\.item))
    }

    @Test func `more customers leave the story of the first ones as it was`() {
        let few = InventedShop.generate(.small(seed: 5, customers: 40))
        let many = InventedShop.generate(.small(seed: 5, customers: 80))
        func items(_ shop: InventedShop) -> [Int32] { shop.deeds.filter { $0.customer < 40 }.map(\.item) }
        #expect(items(few) == items(many))
    }

    @Test(arguments: Truth(of: shop).habits)
    func `a planted habit comes true as often as planted`(_ habit: Truth.HabitTruth) {
        let share = habit.share
        // Three standard deviations of a binomial share, and a little for companions bought by chance.
        let noise = 3 * (share.planted * (1 - share.planted) / Double(max(share.cases, 1))).squareRoot()
        #expect(share.cases > 20, "\(habit.name)")
        #expect(abs(share.measured - share.planted) < noise + 0.04, "\(habit)")
    }

    @Test func `what runs out is bought again in time`() {
        let share = Self.truth.replenishment
        #expect(share.cases > 200)
        #expect(abs(share.measured - share.planted) < 0.06, "\(share)")
    }

    @Test func `a quarter of the customers fade away`() {
        #expect(abs(Self.truth.churn.measured - 0.25) < 0.04)
    }

    @Test func `visits of a churning customer halve every half-life`() {
        let config = ShopConfig.small(seed: 1)
        var customer = CustomerMaker(config: config).make(0)
        customer.signupDay = 0
        customer.churnDay = 100
        #expect(customer.activity(on: 99, halfLife: 14) == 1)
        #expect(customer.activity(on: 114, halfLife: 14) == 0.5)
        #expect(customer.activity(on: -1, halfLife: 14) == 0)
    }

    @Test func `price-sensitive customers buy in sales, and the cheaper things`() {
        #expect(Self.truth.linesInSales.group > 1.5 * Self.truth.linesInSales.everybodyElse)
        #expect(Self.truth.priceLevel.group < 0.9 * Self.truth.priceLevel.everybodyElse)
    }

    @Test func `customers buy in the departments their cluster likes`() {
        let lines = Self.truth.linesInLikedDepartments
        #expect(lines.group > 2 * lines.everybodyElse)
    }

    @Test func `tree ornaments sell in December`() throws {
        let season = try #require(Self.truth.seasons.first { $0.kind == "Tree ornament" })
        #expect(season.peak == "12-10")
        #expect(season.measured > 3)
    }

    @Test func `nobody meets an item outside its days on the shelf`() {
        let shop = Self.shop
        let strangers = shop.deeds.filter {
            // A rating or return may come in after the item has gone, and a visit may last beyond midnight.
            $0.sort == .view && !shop.catalogue.isOnShelf(Int($0.item), day: $0.day)
                && !shop.catalogue.isOnShelf(Int($0.item), day: $0.day - 1)
        }
        #expect(strangers.isEmpty)
        #expect(!Self.truth.shelf.hidden.isEmpty && !Self.truth.shelf.soldOut.isEmpty)
    }

    @Test func `a purchase is in the orders and nowhere else`() throws {
        let files = try files(of: .generate(.small(seed: 9, customers: 100)))
        let events = try #require(String(bytes: files["events.tsv"] ?? Data(), encoding: .utf8))
        #expect(!events.contains("\tpurchase\t"))
        #expect(events.contains("\tview\t"))
        let orders = try #require(String(bytes: files["orders.tsv"] ?? Data(), encoding: .utf8))
        #expect(orders.hasPrefix("order\tuser\titem\ttimestamp\tquantity\tprice\n"))
        #expect(orders.contains("\t\t"), "some orders are guests'")
    }

    private func files(of shop: InventedShop) throws -> [String: Data] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "wicker-demo-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try ShopFiles(folder: folder).write(shop)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).reduce(into: [:]) { files, name in
            files[name] = try Data(contentsOf: folder.appending(path: name))
        }
    }
}
