// SPDX-License-Identifier: Apache-2.0

import Foundation
import Shop

extension Timestamp {
    private static let day: Int64 = 86_400_000

    /// Midnight before, UTC.
    var startOfDay: Timestamp {
        let past = milliseconds % Self.day
        return Timestamp(milliseconds: milliseconds - (past < 0 ? past + Self.day : past))
    }

    /// The date, with the time of day where that is not midnight, UTC.
    var dayText: String {
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
        return self == startOfDay ? date.formatted(.iso8601.year().month().day()) : date.formatted(.iso8601)
    }
}
