// SPDX-License-Identifier: Apache-2.0

/// What was planted in an invented shop, and how often it came true; the contents of truth.json.
struct Truth: Codable, Equatable {
    /// A share as intended, and as found in the finished files.
    struct Share: Codable, Equatable {
        var planted: Double
        var measured: Double
        /// Cases the measured share is made of.
        var cases: Int
    }

    /// A habit of ``Habit/all``.
    struct HabitTruth: Codable, Equatable {
        var name: String
        /// Days until the companion's order; empty for the same order.
        var withinDays: Int?
        var share: Share
    }

    /// A kind with a season.
    struct SeasonTruth: Codable, Equatable {
        var kind: String
        var peak: String
        var widthDays: Double
        var factor: Double
        /// Views a day in the 15 days around the peak, in terms of those in the half year farthest from it.
        var measured: Double
    }

    /// How two groups of customers differ.
    struct Contrast: Codable, Equatable {
        var group: Double
        var everybodyElse: Double
    }

    /// Items with a fate of their own, by id.
    struct Shelf: Codable, Equatable {
        var new: [String]
        var neverMet: [String]
        var soldOut: [String]
        var hidden: [String]
    }

    var seed: UInt64
    var firstDay: String
    var days: Int
    var customers: Int
    var items: Int
    var events: Int
    var orderLines: Int
    var orders: Int
    var guestOrders: Int
    var returns: Int
    var habits: [HabitTruth]
    var replenishment: Share
    /// Days a piece lasts, by kind.
    var replenishmentDays: [String: Double]
    var seasons: [SeasonTruth]
    /// Customers whose visits die away; truth_customers.tsv names them and the day.
    var churn: Share
    var churnHalfLifeDays: Double
    /// Days of the year on which a sale begins, and how many days it lasts.
    var saleStarts: [Int]
    var saleDays: Int
    /// Share of the order lines bought in a sale: price-sensitive customers and the others.
    var linesInSales: Contrast
    /// Mean price of a line against the kind's usual price: price-sensitive customers and the others.
    var priceLevel: Contrast
    /// Departments each cluster of customers likes best.
    var clusters: [[String]]
    /// Share of the order lines in departments the customer's cluster likes; expected of others by chance.
    var linesInLikedDepartments: Contrast
    var shelf: Shelf
}
