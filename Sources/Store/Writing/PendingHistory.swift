// SPDX-License-Identifier: Apache-2.0

/// History records of one transaction, gathered so that each user's are written in one run, users in order.
struct PendingHistory {
    private var users: [UInt32] = []
    private var records: [HistoryRecord] = []

    var isEmpty: Bool { records.isEmpty }

    /// Makes room for that many more, at least doubling, so that many small batches stay linear.
    mutating func reserveCapacity(adding count: Int) {
        let capacity = max(records.count + count, records.count * 2)
        users.reserveCapacity(capacity)
        records.reserveCapacity(capacity)
    }

    mutating func append(_ record: HistoryRecord, of user: UInt32) {
        users.append(user)
        records.append(record)
    }

    mutating func removeAll() {
        users.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
    }

    /// Hands over every user with their records in byte order, lowest user first.
    func forEachUser(
        _ body: (UInt32, UnsafeBufferPointer<HistoryRecord>) throws(StoreError) -> Void
    ) throws(StoreError) {
        let order = Self.positions(sortedBy: users)
        var run: [HistoryRecord] = []
        var start = 0
        while start < order.count {
            let user = users[Int(order[start])]
            run.removeAll(keepingCapacity: true)
            var isSorted = true
            var end = start
            while end < order.count, users[Int(order[end])] == user {
                let record = records[Int(order[end])]
                if let last = run.last, HistoryRecord.precedes(record, last) { isSorted = false }
                run.append(record)
                end += 1
            }
            if !isSorted { run.sort(by: HistoryRecord.precedes) }
            try Self.hand(run, of: user, to: body)
            start = end
        }
    }

    private static func hand(
        _ run: [HistoryRecord], of user: UInt32,
        to body: (UInt32, UnsafeBufferPointer<HistoryRecord>) throws(StoreError) -> Void
    ) throws(StoreError) {
        var failure: StoreError?
        run.withUnsafeBufferPointer { run in
            do throws(StoreError) { try body(user, run) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// The positions of the keys in the keys' order, equal keys in their own: a radix sort, three rounds of 11 bits.
    ///
    /// - Complexity: O(n + 2048) time, O(n) scratch.
    static func positions(sortedBy keys: [UInt32]) -> [UInt32] {
        var positions = (0..<UInt32(keys.count)).map { $0 }
        var sorted = positions
        let largest = keys.max() ?? 0
        for shift in stride(from: 0, to: 32, by: 11) where shift == 0 || largest >> shift != 0 {
            var starts = [Int](repeating: 0, count: 2049)
            for key in keys { starts[Int(key >> shift & 2047) + 1] += 1 }
            for bucket in 1...2048 { starts[bucket] += starts[bucket - 1] }
            for position in positions {
                let bucket = Int(keys[Int(position)] >> shift & 2047)
                sorted[starts[bucket]] = position
                starts[bucket] += 1
            }
            swap(&positions, &sorted)
        }
        return positions
    }
}
