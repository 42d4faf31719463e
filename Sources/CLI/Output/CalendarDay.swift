// SPDX-License-Identifier: Apache-2.0

import Shop

/// A day of the Gregorian calendar, in UTC.
struct CalendarDay: Equatable {
    var year: Int
    var month: Int
    var day: Int

    /// The day that a moment falls on.
    ///
    /// Counts from 1 March of year 0, so that the leap day is a year's last and months before it repeat every five.
    init(of moment: Timestamp) {
        let milliseconds = Int(moment.milliseconds)
        let days = (milliseconds - (milliseconds < 0 ? 86_399_999 : 0)) / 86_400_000 + 719_468
        let era = (days - (days < 0 ? 146_096 : 0)) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// ISO 8601, such as 2026-11-22.
    var text: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
