// SPDX-License-Identifier: Apache-2.0

import Matrix

/// What changes from day to day: the seasons of each kind, and the sales.
struct ShopCalendar: Sendable {
    /// First days of the year of the weeks in which everything is cheaper.
    static let saleStarts = [20, 120, 205, 328]
    /// Part of the price that remains in a sale.
    static let salePrice = 0.75
    /// Highest factor of any season.
    private static let highest = Kind.all.compactMap { $0.season?.factor }.max() ?? 1

    private let firstDayOfYear: Int
    /// Of each kind on each day of the year: strength of the season in terms of the highest.
    private let acceptance: [[Double]]
    private let hours = WeightedChoice([1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 10, 9, 8, 8, 9, 11, 13, 16, 18, 15, 9, 4])

    init(start: Day) {
        firstDayOfYear = start.ofYear
        acceptance = Kind.all.map { kind in
            (0...365).map { (kind.season?.strength(on: $0) ?? 1) / Self.highest }
        }
    }

    private func dayOfYear(_ day: Int) -> Int { (firstDayOfYear + day) % 365 }

    /// A kind by the customer's taste and the time of the year.
    func pickKind(taste: WeightedChoice, day: Int, _ generator: inout SeededGenerator) -> Int {
        let today = dayOfYear(day)
        for _ in 0..<40 {
            let kind = taste.draw(&generator)
            if generator.chance(acceptance[kind][today]) { return kind }
        }
        return taste.draw(&generator)
    }

    /// Whether everything is cheaper that day.
    func isSale(day: Int) -> Bool {
        Self.saleStarts.contains { ($0..<$0 + 7).contains(dayOfYear(day)) }
    }

    /// A moment of that day at which people shop, in seconds since the story's first midnight.
    func moment(of day: Int, _ generator: inout SeededGenerator) -> Int64 {
        Int64(day) * Day.seconds + Int64(hours.draw(&generator)) * 3_600 + Int64(generator.below(3_600))
    }
}
