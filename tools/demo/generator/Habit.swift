// SPDX-License-Identifier: Apache-2.0

/// A planted habit: who buys these kinds also buys that one, this often, this soon.
struct Habit: Sendable {
    /// When the companion is bought.
    enum Timing: Sendable, Equatable {
        /// In the same order.
        case sameOrder
        /// In an order of its own, at most that many days later.
        case within(days: Int)
    }

    /// Kinds that must all be in one order.
    var given: [Int]
    /// The kind that is then bought.
    var companion: Int
    /// Share of the orders with `given` for which it comes true.
    var share: Double
    var timing: Timing

    init(_ given: [String], then companion: String, _ share: Double, _ timing: Timing) {
        self.given = given.map(Kind.index(of:))
        self.companion = Kind.index(of: companion)
        self.share = share
        self.timing = timing
    }

    /// How often the companion is the given item's own partner, rather than any item of its kind.
    static let partnerShare = 0.8

    /// All habits; those of the same order come in the order in which a basket is completed.
    static let all: [Habit] = [
        Habit(["Lotion"], then: "Toner", 0.4, .sameOrder),
        Habit(["Lotion", "Toner"], then: "Exfoliant", 0.85, .sameOrder),
        Habit(["Coffee maker"], then: "Paper filters", 0.6, .sameOrder),
        Habit(["Camera"], then: "Memory card", 0.65, .sameOrder),
        Habit(["Barbecue"], then: "Charcoal", 0.55, .sameOrder),
        Habit(["Running shoes"], then: "Running socks", 0.4, .sameOrder),
        Habit(["Yoga mat"], then: "Yoga block", 0.35, .sameOrder),
        Habit(["Foundation"], then: "Mascara", 0.7, .within(days: 7)),
        Habit(["Phone"], then: "Phone case", 0.5, .within(days: 14)),
        Habit(["Tent"], then: "Sleeping bag", 0.45, .within(days: 21)),
        Habit(["Coffee maker"], then: "Coffee beans", 0.5, .within(days: 10)),
    ]

    /// Habits completed at the till.
    static let ofTheBasket = all.filter { $0.timing == .sameOrder }
    /// Habits that bring the customer back.
    static let later = all.filter { $0.timing != .sameOrder }

    /// Whether a basket of those kinds calls for the companion.
    func applies(to kinds: Set<Int>) -> Bool { given.allSatisfy(kinds.contains) }

    /// The habit in words.
    var name: String {
        "\(given.map { Kind.all[$0].name }.joined(separator: " + ")) -> \(Kind.all[companion].name)"
    }
}
