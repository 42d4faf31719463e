// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A time of the year in which a kind sells better.
struct Season: Sendable {
    /// Day of the year with the most sales, from 0.
    var peak: Int
    /// Days from the peak to where the rise has fallen to 61 %.
    var width: Double
    /// Sales at the peak, in terms of sales far from it.
    var factor: Double

    /// How much better it sells on that day of the year; 1 far from the peak.
    func strength(on dayOfYear: Int) -> Double {
        let distance = abs(dayOfYear - peak)
        let days = Double(min(distance, 365 - distance))
        return 1 + (factor - 1) * exp(-0.5 * (days / width) * (days / width))
    }
}

/// A leaf of the category tree: what is sold there, and how it is bought.
struct Kind: Sendable {
    /// Name of one piece, and of the leaf.
    var name: String
    /// From the root to the leaf's parent.
    var path: [String]
    /// A usual price.
    var price: Double
    /// Relative number of customers who want one.
    var demand = 1.0
    /// Days one piece lasts; nil when it does not run out.
    var lasts: Double?
    /// Share of the pieces sold that come back.
    var returned = 0.04
    var season: Season?

    init(
        _ name: String, _ path: String, _ price: Double, demand: Double = 1, lasts: Double? = nil,
        returned: Double = 0.04, season: Season? = nil
    ) {
        self.name = name
        self.path = path.split(separator: ">").map { $0.trimmingCharacters(in: .whitespaces) }
        self.price = price
        self.demand = demand
        self.lasts = lasts
        self.returned = returned
        self.season = season
    }

    /// The root of its path.
    var department: String { path.first ?? name }

    /// Position of each kind's department.
    static let departmentOfKind: [Int] = all.map { departments.firstIndex(of: $0.department) ?? 0 }

    /// Position of a kind by its name.
    static func index(of name: String) -> Int {
        guard let index = all.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("no kind is called \(name)")
        }
        return index
    }

    /// The departments, in the order of the kinds.
    static let departments: [String] = all.reduce(into: []) { names, kind in
        if names.last != kind.department { names.append(kind.department) }
    }
}
