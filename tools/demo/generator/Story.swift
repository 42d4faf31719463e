// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix

/// What a story plays in: the same for every customer.
struct Stage: Sendable {
    let config: ShopConfig
    let catalogue: Catalogue
    let calendar: ShopCalendar
}

/// One customer's time with the shop, from visit to visit.
struct Story {
    let stage: Stage
    let customer: Customer
    var generator: SeededGenerator
    /// Visits to come, the next one last.
    private var agenda: [Visit] = []
    private(set) var deeds: [Deed] = []
    private var visitCount: Int32 = 0
    private var orderCount: Int32 = 0

    init(of customer: Customer, on stage: Stage) {
        self.stage = stage
        self.customer = customer
        generator = SeededGenerator(seed: stage.config.seed, subject: customer.number, of: 3)
    }

    /// Everything an account holder does, in the order of their visits.
    mutating func tell() {
        planVisits()
        while let visit = agenda.popLast() { live(visit) }
    }

    /// The one order of a guest; nothing else of them is known.
    mutating func tellGuestOrder() {
        let day = generator.below(stage.config.dayCount)
        let kind = stage.calendar.pickKind(taste: customer.taste, day: day, &generator)
        let item = pickItem(kind: kind, day: day)
        live(Visit(time: stage.calendar.moment(of: day, &generator), wanted: [item]))
        deeds.removeAll { $0.sort != .purchase }
    }

    private mutating func planVisits() {
        let meanGap = 365 / customer.visitsPerYear
        var moment = generator.exponential(mean: meanGap)
        while moment < Double(stage.config.dayCount) {
            let day = Int(moment)
            if generator.chance(customer.activity(on: day, halfLife: stage.config.churnHalfLife)) {
                agenda.append(Visit(time: stage.calendar.moment(of: day, &generator)))
            }
            moment += generator.exponential(mean: meanGap)
        }
        agenda.sort { $0.time > $1.time }
    }

    /// Brings the customer back on a later day; too late a day is outside the story.
    private mutating func schedule(day: Int, item: Int) {
        guard day < stage.config.dayCount else { return }
        let visit = Visit(time: stage.calendar.moment(of: day, &generator), wanted: [item])
        agenda.insert(visit, at: agenda.firstIndex { $0.time <= visit.time } ?? agenda.endIndex)
    }

    private mutating func live(_ visit: Visit) {
        visitCount += 1
        var clock = visit.time
        let day = Int(visit.time / Day.seconds)
        let wanted = visit.wanted.filter { stage.catalogue.isOnShelf($0, day: day) }
        var basket: [Int] = []
        for item in wanted { look(at: item, &clock, into: &basket, taking: 1) }
        browse(
            day: day, pages: wanted.isEmpty ? 1 + generator.poisson(mean: 4.2) : generator.poisson(mean: 2), &clock,
            &basket)
        if !wanted.isEmpty || generator.chance(0.6) { checkOut(basket, at: clock + 60) }
    }

    private mutating func browse(day: Int, pages: Int, _ clock: inout Int64, _ basket: inout [Int]) {
        let isSale = stage.calendar.isSale(day: day)
        let eagerness = customer.isPriceSensitive ? (isSale ? 2.4 : 0.7) : (isSale ? 1.1 : 1)
        var kind = stage.calendar.pickKind(taste: customer.taste, day: day, &generator)
        for _ in 0..<pages {
            if generator.chance(0.35) { kind = stage.calendar.pickKind(taste: customer.taste, day: day, &generator) }
            look(at: pickItem(kind: kind, day: day), &clock, into: &basket, taking: 0.14 * eagerness)
        }
    }

    private mutating func look(at item: Int, _ clock: inout Int64, into basket: inout [Int], taking share: Double) {
        note(.view, item, at: clock)
        clock += 15 + Int64(generator.exponential(mean: 45))
        if generator.chance(share), !basket.contains(item) {
            note(.cart, item, at: clock)
            basket.append(item)
            clock += 5 + Int64(generator.below(20))
        } else if generator.chance(0.02) {
            note(.wishlist, item, at: clock)
        }
    }

    /// An item of that kind on the shelf, at the customer's price and of their brands more often than not.
    private mutating func pickItem(kind: Int, day: Int) -> Int {
        let catalogue = stage.catalogue
        let width = customer.isPriceSensitive ? 0.25 : 0.4
        for _ in 0..<10 {
            let item = catalogue.draw(kind: kind, &generator)
            let distance = (catalogue.items[item].priceLevel - customer.priceLevel) / width
            let brand = customer.favourites.contains(catalogue.items[item].brand) ? 1 : 1 - customer.loyalty
            let isTaken = generator.chance(exp(-0.5 * distance * distance) * brand)
            if isTaken, catalogue.isOnShelf(item, day: day) { return item }
        }
        return catalogue.partner(of: generator.below(catalogue.items.count), kind: kind)
    }

    private mutating func note(_ sort: Deed.Sort, _ item: Int, at time: Int64) {
        deeds.append(
            Deed(sort: sort, customer: Int32(customer.number), item: Int32(item), visit: visitCount, time: time))
    }
}

// The till: what happens to a basket, and what follows from an order.
extension Story {
    private mutating func checkOut(_ wanted: [Int], at time: Int64) {
        guard !wanted.isEmpty else { return }
        let basket = completed(wanted, day: Int(time / Day.seconds))
        orderCount += 1
        for item in basket { buy(item, at: time) }
        let kinds = Set(basket.map { stage.catalogue.items[$0].kind })
        for habit in Habit.later where habit.applies(to: kinds) && generator.chance(habit.share) {
            guard case .within(let days) = habit.timing else { continue }
            let day = Int(time / Day.seconds) + 1 + generator.below(days - 1)
            schedule(day: day, item: companion(of: habit, in: basket, day: day))
        }
    }

    /// The basket after its habits: the companion is there as often as planted, and else left out.
    private mutating func completed(_ wanted: [Int], day: Int) -> [Int] {
        let items = stage.catalogue.items
        var basket = wanted
        for habit in Habit.ofTheBasket where habit.applies(to: Set(basket.map { items[$0].kind })) {
            if !generator.chance(habit.share) {
                basket.removeAll { items[$0].kind == habit.companion }
            } else if !basket.contains(where: { items[$0].kind == habit.companion }) {
                basket.append(companion(of: habit, in: basket, day: day))
            }
        }
        return basket
    }

    private mutating func companion(of habit: Habit, in basket: [Int], day: Int) -> Int {
        let owner = basket.first { stage.catalogue.items[$0].kind == habit.given[0] } ?? basket[0]
        return generator.chance(Habit.partnerShare)
            ? stage.catalogue.partner(of: owner, kind: habit.companion) : pickItem(kind: habit.companion, day: day)
    }

    private mutating func buy(_ item: Int, at time: Int64) {
        let kind = Kind.all[stage.catalogue.items[item].kind]
        let day = Int(time / Day.seconds)
        let price = stage.calendar.isSale(day: day) ? ShopCalendar.salePrice : 1
        var deed = Deed(
            sort: .purchase, customer: Int32(customer.number), item: Int32(item), visit: visitCount, order: orderCount,
            quantity: generator.chance(kind.lasts == nil ? 0.08 : 0.25) ? 2 : 1,
            cents: Int32(Double(stage.catalogue.items[item].cents) * price), time: time)
        deeds.append(deed)
        replenish(item, lasting: kind.lasts.map { $0 * Double(deed.quantity) }, day: day)
        deed.visit = 0
        if generator.chance(kind.returned) { follow(deed, as: .return, afterDays: 4 + generator.below(16)) }
        if generator.chance(stage.config.ratedShare) { rate(deed) }
    }

    private mutating func replenish(_ item: Int, lasting days: Double?, day: Int) {
        guard let days, generator.chance(stage.config.replenishedShare) else { return }
        let due = day + max(1, Int(days * exp(0.12 * generator.normal())))
        guard generator.chance(customer.activity(on: due, halfLife: stage.config.churnHalfLife)) else { return }
        schedule(day: due, item: item)
    }

    private mutating func rate(_ purchase: Deed) {
        var rating = purchase
        let isFavourite = customer.favourites.contains(stage.catalogue.items[Int(purchase.item)].brand)
        let stars = (isFavourite ? 4.6 : 3.9) + 0.9 * generator.normal()
        rating.stars = UInt8(min(max(stars.rounded(), 1), 5))
        rating.quantity = 0
        rating.cents = 0
        follow(rating, as: .rating, afterDays: 5 + generator.below(20))
    }

    private mutating func follow(_ purchase: Deed, as sort: Deed.Sort, afterDays days: Int) {
        var deed = purchase
        deed.sort = sort
        deed.time = stage.calendar.moment(of: purchase.day + days, &generator)
        if deed.day < stage.config.dayCount { deeds.append(deed) }
    }
}
