// SPDX-License-Identifier: Apache-2.0

/// Counts in a finished shop how often what was planted came true.
struct TruthMeter {
    let shop: InventedShop
    /// All order lines in order of time.
    let lines: [Deed]
    /// The lines of each order, in order of customer and order number.
    let orders: [[Deed]]

    init(_ shop: InventedShop) {
        self.shop = shop
        let lines = shop.deeds.filter { $0.sort == .purchase }
        self.lines = lines
        let sorted = lines.indices.sorted { left, right in
            (lines[left].customer, lines[left].order, left) < (lines[right].customer, lines[right].order, right)
        }
        orders = sorted.reduce(into: [[Deed]]()) { orders, index in
            let line = lines[index]
            if let last = orders.last?[0], last.customer == line.customer, last.order == line.order {
                orders[orders.count - 1].append(line)
            } else {
                orders.append([line])
            }
        }
    }

    func kind(of deed: Deed) -> Int { shop.catalogue.items[Int(deed.item)].kind }

    func share(_ planted: Double, hits: Int, of cases: Int) -> Truth.Share {
        Truth.Share(planted: planted, measured: Double(hits) / Double(max(cases, 1)), cases: cases)
    }

    /// How often one habit came true; orders too close to the end to tell are left out.
    func measure(_ habit: Habit) -> Truth.HabitTruth {
        var cases = 0
        var hits = 0
        for (position, order) in orders.enumerated() where habit.applies(to: Set(order.map(kind))) {
            switch habit.timing {
            case .sameOrder:
                cases += 1
                if order.contains(where: { kind(of: $0) == habit.companion }) { hits += 1 }
            case .within(let days):
                guard !shop.isGuest(order[0]), order[0].day + days < shop.config.dayCount else { continue }
                cases += 1
                if hasFollower(of: position, kind: habit.companion, days: days) { hits += 1 }
            }
        }
        var days: Int?
        if case .within(let count) = habit.timing { days = count }
        return Truth.HabitTruth(name: habit.name, withinDays: days, share: share(habit.share, hits: hits, of: cases))
    }

    private func hasFollower(of position: Int, kind: Int, days: Int) -> Bool {
        let first = orders[position][0]
        return orders[(position + 1)...]
            .prefix { $0[0].customer == first.customer && $0[0].time <= first.time + Int64(days) * Day.seconds }
            .contains { $0.contains { self.kind(of: $0) == kind } }
    }

    /// How often a piece that runs out is bought again by a loyal customer when it does (within 60 % of its time).
    var replenishment: Truth.Share {
        var cases = 0
        var hits = 0
        var purchases: [UInt64: [Deed]] = [:]
        for line in lines where !shop.isGuest(line) {
            purchases[UInt64(UInt32(line.customer)) << 32 | UInt64(UInt32(line.item)), default: []].append(line)
        }
        for line in lines where isReplenished(line) {
            let key = UInt64(UInt32(line.customer)) << 32 | UInt64(UInt32(line.item))
            let due = (Kind.all[kind(of: line)].lasts ?? 0) * Double(line.quantity)
            cases += 1
            let later = purchases[key, default: []].contains {
                let days = Double($0.day - line.day)
                return days > 0.4 * due && days < 1.6 * due
            }
            if later { hits += 1 }
        }
        return share(shop.config.replenishedShare, hits: hits, of: cases)
    }

    private func isReplenished(_ line: Deed) -> Bool {
        guard !shop.isGuest(line), let lasts = Kind.all[kind(of: line)].lasts else { return false }
        return line.day + Int(1.6 * lasts * Double(line.quantity)) < shop.config.dayCount
            && shop.customers[Int(line.customer)].churnDay == nil && shop.catalogue.isOrdinary(Int(line.item))
    }

    /// How much better a kind with a season sells at its peak.
    func season(ofKind index: Int) -> Truth.SeasonTruth? {
        guard let season = Kind.all[index].season else { return nil }
        var near = 0
        var far = 0
        for deed in shop.deeds where deed.sort == .view && kind(of: deed) == index {
            let distance = abs((shop.config.start + deed.day).ofYear - season.peak)
            let days = min(distance, 365 - distance)
            if days <= 7 { near += 1 } else if days > 91 { far += 1 }
        }
        let peak = Day(year: shop.config.start.civil.year, month: 1, day: 1) + season.peak
        return Truth.SeasonTruth(
            kind: Kind.all[index].name, peak: String(peak.iso.dropFirst(5)), widthDays: season.width,
            factor: season.factor, measured: Double(near) / 15 / (Double(max(far, 1)) / 182))
    }
}
