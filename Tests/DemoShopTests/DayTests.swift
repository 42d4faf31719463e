// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DemoShop

@Suite struct DayTests {
    @Test(arguments: [("1970-01-01", 0), ("2000-02-29", 11_016), ("2025-01-01", 20_089), ("2100-03-01", 47_541)])
    func `a day counts from 1970 and back`(iso: String, number: Int) {
        #expect(Day(iso: iso)?.number == number)
        #expect(Day(number).iso == iso)
    }

    @Test(arguments: ["2025-02-29", "2025-13-01", "25-01-01", "2025-1-1", "", "tomorrow"])
    func `what is no day is refused`(text: String) { #expect(Day(iso: text) == nil) }

    @Test func `every day of four centuries survives writing and reading`() {
        for number in 0..<146_097 { #expect(Day(iso: Day(number).iso)?.number == number) }
    }

    @Test func `the year's first day is day 0`() {
        #expect(Day(year: 2025, month: 1, day: 1).ofYear == 0)
        #expect(Day(year: 2024, month: 12, day: 31).ofYear == 365)
    }
}
