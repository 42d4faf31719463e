// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing

@testable import CLI

@Suite struct CalendarDayTests {
    @Test(arguments: [
        (0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400_000, "2000-02-29"), (951_868_800_000, "2000-03-01"),
        (1_735_689_599_999, "2024-12-31"), (4_107_542_400_000, "2100-03-01"), (-2_203_977_600_000, "1900-02-28"),
    ])
    func `a moment falls on the day that calendars say`(milliseconds: Int, day: String) {
        #expect(CalendarDay(of: Timestamp(milliseconds: Int64(milliseconds))).text == day)
    }
}
