// SPDX-License-Identifier: Apache-2.0

/// A day of the civil calendar, counted from 1970-01-01.
///
/// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2021 (days_from_civil, civil_from_days).
struct Day: Hashable, Comparable, Sendable {
    /// Seconds of a day.
    static let seconds: Int64 = 86_400

    /// Days since 1970-01-01.
    var number: Int

    init(_ number: Int) { self.number = number }

    init(year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year  // the year starts in March
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// A day written yyyy-mm-dd; nil when it is not one.
    init?(iso text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard parts.count == 3, (1970...2999).contains(parts[0]) else { return nil }
        self.init(year: parts[0], month: parts[1], day: parts[2])
        guard iso == text else { return nil }
    }

    /// Year, month and day of the month.
    var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The day as yyyy-mm-dd.
    var iso: String {
        let (year, month, day) = civil
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// Days since the year's first, from 0.
    var ofYear: Int { number - Day(year: civil.year, month: 1, day: 1).number }

    static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    static func + (day: Day, days: Int) -> Day { Day(day.number + days) }
}
