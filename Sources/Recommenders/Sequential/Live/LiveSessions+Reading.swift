// SPDX-License-Identifier: Apache-2.0

public import Shop

extension LiveSessions {
    /// Number of sessions kept.
    public var count: Int { Int(min(sessionCount, sessionCapacity)) }

    /// The newest items of a session in time order, repeats included; of one that is not kept, none.
    public func items(of session: Number) -> [ItemIndex] {
        var items: [ItemIndex] = []
        forEachEntry(of: session) { items.append(ItemIndex(rawValue: $0.item)) }
        return items.reversed()
    }

    /// Hands over a session's kept entries, newest first.
    func forEachEntry(of session: Number, from first: UInt64 = 0, _ body: (Entry) -> Void) {
        guard isKept(session) else { return }
        var number = sessions[slot(of: session)].last
        let oldest = max(first, oldestEntry)
        for _ in 0..<Self.sessionReach where number >= oldest {
            let entry = entries[Int(number % eventCapacity)]
            body(entry)
            number = entry.previousOfSession
        }
    }

    /// Hands over the entries of each session's first event with the item, newest first, up to `limit` of them.
    func forEachEntry(with item: UInt32, from first: UInt64, limit: Int, _ body: (Entry) -> Void) {
        guard Int(item) < newestOfItem.count else { return }
        var number = newestOfItem[Int(item)]
        let oldest = max(first, oldestEntry)
        for _ in 0..<limit where number >= oldest {
            let entry = entries[Int(number % eventCapacity)]
            if isKept(entry.session) { body(entry) }
            number = entry.previousOfItem
        }
    }

    /// Whether any kept event from entry `first` on has the item.
    func contains(_ item: UInt32, from first: UInt64) -> Bool {
        Int(item) < newestOfItem.count && newestOfItem[Int(item)] >= max(first, oldestEntry)
    }

    /// The first entry whose place in the log is `sequence` or later: what is before it a snapshot has learnt already.
    ///
    /// - Complexity: O(log events).
    func firstEntry(from sequence: UInt64) -> UInt64 {
        var (low, high) = (oldestEntry, entryCount + 1)
        while low < high {
            let middle = low + (high - low) / 2
            if entries[Int(middle % eventCapacity)].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The moment of a session's latest event.
    func time(of session: Number) -> Int64 { sessions[slot(of: session)].time }

    /// The newest entry of a session: the larger, the more recent it is.
    func lastEntry(of session: Number) -> UInt64 { sessions[slot(of: session)].last }
}
