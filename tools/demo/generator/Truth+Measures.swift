// SPDX-License-Identifier: Apache-2.0

extension Truth {
    /// Measures the finished shop.
    init(of shop: InventedShop) {
        let config = shop.config
        let meter = TruthMeter(shop)
        self.init(
            seed: config.seed, firstDay: config.start.iso, days: config.dayCount, customers: shop.customers.count,
            items: shop.catalogue.items.count, events: shop.deeds.count - meter.lines.count,
            orderLines: meter.lines.count, orders: meter.orders.count,
            guestOrders: meter.orders.count { shop.isGuest($0[0]) }, returns: shop.deeds.count { $0.sort == .return },
            habits: Habit.all.map(meter.measure), replenishment: meter.replenishment,
            replenishmentDays: Dictionary(
                uniqueKeysWithValues: Kind.all.compactMap { kind in kind.lasts.map { (kind.name, $0) } }),
            seasons: Kind.all.indices.compactMap(meter.season), churn: meter.churn,
            churnHalfLifeDays: config.churnHalfLife, saleStarts: ShopCalendar.saleStarts, saleDays: 7,
            linesInSales: meter.linesInSales, priceLevel: meter.priceLevel, clusters: Customer.likedDepartments,
            linesInLikedDepartments: meter.linesInLikedDepartments, shelf: meter.shelf)
    }
}

extension TruthMeter {
    var churn: Truth.Share {
        let churning = shop.customers.count { $0.churnDay != nil }
        return share(shop.config.churningShare, hits: churning, of: shop.customers.count)
    }

    var linesInSales: Truth.Contrast {
        let calendar = ShopCalendar(start: shop.config.start)
        return contrast { calendar.isSale(day: $0.day) ? 1 : 0 }
    }

    var priceLevel: Truth.Contrast {
        contrast { deed in
            let item = shop.catalogue.items[Int(deed.item)]
            return Double(item.cents) / 100 / Kind.all[item.kind].price
        }
    }

    /// Means over the lines of price-sensitive customers and of the others; guests are left out.
    private func contrast(_ value: (Deed) -> Double) -> Truth.Contrast {
        var sums = [0.0, 0.0]
        var counts = [0.0, 0.0]
        for line in lines where !shop.isGuest(line) {
            let group = shop.customers[Int(line.customer)].isPriceSensitive ? 0 : 1
            sums[group] += value(line)
            counts[group] += 1
        }
        return Truth.Contrast(group: sums[0] / max(counts[0], 1), everybodyElse: sums[1] / max(counts[1], 1))
    }

    var linesInLikedDepartments: Truth.Contrast {
        let clusters = Customer.likedDepartments.indices
        var own = 0.0
        var others = 0.0
        for line in lines where !shop.isGuest(line) {
            let department = Kind.departmentOfKind[kind(of: line)]
            let cluster = shop.customers[Int(line.customer)].cluster
            if Customer.likes(cluster: cluster, department: department) { own += 1 }
            let strangers = clusters.count { $0 != cluster && Customer.likes(cluster: $0, department: department) }
            others += Double(strangers) / Double(clusters.count - 1)
        }
        let count = Double(max(lines.count, 1))
        return Truth.Contrast(group: own / count, everybodyElse: others / count)
    }

    var shelf: Truth.Shelf {
        func names(_ holds: (DemoItem) -> Bool) -> [String] {
            shop.catalogue.items.indices.filter { holds(shop.catalogue.items[$0]) }.map(shop.itemName)
        }
        return Truth.Shelf(
            new: names { $0.firstDay > 0 && $0.firstDay < shop.config.dayCount },
            neverMet: names { $0.firstDay >= shop.config.dayCount }, soldOut: names { $0.stock == 0 },
            hidden: names(\.isHidden))
    }
}
