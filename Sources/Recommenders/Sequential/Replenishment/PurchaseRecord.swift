// SPDX-License-Identifier: Apache-2.0

/// When one user bought one item.
struct PurchaseRecord: Sendable, BitwiseCopyable {
    /// What.
    var item: UInt32
    /// Days on which it was bought: several lines of one day are one purchase.
    var purchases: Int
    /// The first and the last time, in milliseconds since the epoch.
    var first: Int64
    var last: Int64

    static let millisecondsPerDay: Int64 = 86_400_000

    /// Time from the first purchase to the last, in days.
    var spanDays: Double { Double(last - first) / Double(Self.millisecondsPerDay) }

    /// Days since the last purchase.
    func daysSince(_ now: Int64) -> Double { max(0, Double(now - last)) / Double(Self.millisecondsPerDay) }

    /// One user's records by item.
    ///
    /// - Parameter purchases: get sorted by item and time.
    /// - Complexity: O(n · log n).
    static func gather(_ purchases: inout [(item: UInt32, time: Int64)]) -> [PurchaseRecord] {
        purchases.sort { ($0.item, $0.time) < ($1.item, $1.time) }
        var records: [PurchaseRecord] = []
        for (item, time) in purchases {
            if let last = records.indices.last, records[last].item == item {
                if day(of: time) != day(of: records[last].last) { records[last].purchases += 1 }
                records[last].last = time
            } else {
                records.append(PurchaseRecord(item: item, purchases: 1, first: time, last: time))
            }
        }
        return records
    }

    private static func day(of time: Int64) -> Int64 {
        time >= 0 ? time / millisecondsPerDay : (time + 1) / millisecondsPerDay - 1
    }
}
