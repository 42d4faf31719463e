// SPDX-License-Identifier: Apache-2.0

import Matrix

/// The invented shop: what it sells, who comes, and everything they did.
struct InventedShop: Sendable {
    let config: ShopConfig
    let catalogue: Catalogue
    let customers: [Customer]
    /// In order of time; customers at or above `customers.count` are guests.
    let deeds: [Deed]

    /// The shop that follows from the config; the same for the same config.
    static func generate(_ config: ShopConfig) -> InventedShop {
        let catalogue = CatalogueMaker(config: config).make()
        let maker = CustomerMaker(config: config)
        let stage = Stage(config: config, catalogue: catalogue, calendar: ShopCalendar(start: config.start))
        let guestCount = Int(config.guestOrderShare * Double(config.customerCount))
        var customers: [Customer] = []
        var deeds: [Deed] = []
        for number in 0..<config.customerCount + guestCount {
            let customer = maker.make(number)
            var story = Story(of: customer, on: stage)
            if number < config.customerCount {
                story.tell()
                customers.append(customer)
            } else {
                story.tellGuestOrder()
            }
            deeds += story.deeds
        }
        return InventedShop(config: config, catalogue: catalogue, customers: customers, deeds: inOrderOfTime(deeds))
    }

    /// Sorts by time; what happened in the same second stays in the order of the customers and of their stories.
    private static func inOrderOfTime(_ deeds: [Deed]) -> [Deed] {
        deeds.indices.map { UInt64(deeds[$0].time) << 32 | UInt64($0) }.sorted().map { deeds[Int($0 & 0xFFFF_FFFF)] }
    }

    /// Whether nobody knows who did it.
    func isGuest(_ deed: Deed) -> Bool { Int(deed.customer) >= customers.count }

    /// The shop in one line.
    var summary: String {
        let lines = deeds.count { $0.sort == .purchase }
        return "\(customers.count) customers, \(catalogue.items.count) items, \(deeds.count - lines) events, "
            + "\(lines) order lines"
    }
}
