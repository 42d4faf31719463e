// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
public import Shop

extension ReadTransaction {
    /// Adds a user's newest interactions, newest first, at most that many.
    ///
    /// Of two at one moment the one that arrived later comes first. A user unknown or without events adds nothing.
    ///
    /// - Complexity: O(log users + limit); pages that the limit does not reach are not read. No allocation beyond the
    ///   target's own growth.
    public func newest(
        of user: UserIndex, limit: Int, into interactions: inout [Interaction]
    ) throws(StoreError) {
        if limit <= 0 { return }
        try reader.withHistory { (cursor) throws(StoreError) in
            guard let first = try cursor.move(MDB_SET, to: user.rawValue) else { return }
            var newest = first.value
            // A lone record has no page of duplicates, and says so by not being there.
            if let last = try cursor.move(MDB_LAST_DUP) { newest = last.value }
            try Self.append(newest, of: user, limit: limit, to: &interactions)
            guard limit > 1, try cursor.move(MDB_PREV_DUP) != nil else { return }
            var left = limit - 1
            var page = try cursor.page(MDB_GET_MULTIPLE, or: newest)
            while left > 0, var records = page {
                // The newest record has been added; its page ends with it.
                if Self.ends(records, with: newest) { records = .init(rebasing: records.dropLast(newest.count)) }
                left -= try Self.append(records, of: user, limit: left, to: &interactions)
                page = left > 0 ? try cursor.page(MDB_PREV_MULTIPLE, or: newest) : nil
            }
        }
    }

    /// Number of a user's events.
    ///
    /// - Complexity: O(log users).
    public func eventCount(of user: UserIndex) throws(StoreError) -> Int {
        try reader.withHistory { (cursor) throws(StoreError) in
            try cursor.move(MDB_SET, to: user.rawValue) == nil ? 0 : try cursor.duplicateCount()
        }
    }

    private static func ends(_ records: UnsafeRawBufferPointer, with record: UnsafeRawBufferPointer) -> Bool {
        guard let start = records.baseAddress, let last = record.baseAddress else { return false }
        return start + records.count == last + record.count
    }

    /// Adds records from the last to the first; returns how many.
    @discardableResult
    private static func append(
        _ records: UnsafeRawBufferPointer, of user: UserIndex, limit: Int, to interactions: inout [Interaction]
    ) throws(StoreError) -> Int {
        guard records.count % HistoryRecord.byteCount == 0 else {
            throw StoreError(.corrupted, "history holds a page of \(records.count) bytes; restore a backup")
        }
        let count = min(records.count / HistoryRecord.byteCount, limit)
        interactions.append(addingCapacity: count) { added in
            var offset = records.count
            for _ in 0..<count {
                offset -= HistoryRecord.byteCount
                let record = records.loadUnaligned(fromByteOffset: offset, as: HistoryRecord.self)
                added.append(record.interaction(of: user))
            }
        }
        return count
    }

    /// A user's events, newest first, at most that many, older than a place an earlier page gave; nil starts at the newest.
    public func history(
        of user: UserIndex, before position: HistoryPosition? = nil, limit: Int
    ) throws(StoreError) -> [(position: HistoryPosition, event: Event)] {
        var page: [(position: HistoryPosition, event: Event)] = []
        let types = try eventTypes
        let view = reader.view
        guard limit > 0, let name = try name(of: user) else { return page }
        try reader.withHistory { (cursor) throws(StoreError) in
            var entry = try Self.last(of: user, before: position, cursor)
            while page.count < limit, let bytes = entry {
                let record = try HistoryRecord.load(bytes)
                let event = try view.event(record.sequence)
                page.append((record.position, try event.event(of: name, types, view)))
                entry = try cursor.move(MDB_PREV_DUP)?.value
            }
        }
        return page
    }

    private static func last(
        of user: UserIndex, before position: HistoryPosition?, _ cursor: borrowing Cursor<UInt32>
    ) throws(StoreError) -> UnsafeRawBufferPointer? {
        guard let first = try cursor.move(MDB_SET, to: user.rawValue)?.value else { return nil }
        guard let position else { return try cursor.move(MDB_LAST_DUP)?.value ?? first }
        let bound = HistoryRecord(position: position)
        let atOrAfter = try withUnsafeBytes(of: bound) { (bytes) in
            Result { () throws(StoreError) in try cursor.move(MDB_GET_BOTH_RANGE, to: user.rawValue, bytes) }
        }.get()
        if atOrAfter != nil { return try cursor.move(MDB_PREV_DUP)?.value }
        guard let again = try cursor.move(MDB_SET, to: user.rawValue)?.value else { return nil }
        return try cursor.move(MDB_LAST_DUP)?.value ?? again
    }
}

extension EventRecord {
    /// The event in the shop's own words.
    func event(of user: String, _ types: EventTypeNames, _ view: StoreView) throws(StoreError) -> Event {
        guard let item = try view.name(at: self.item, in: view.tables.itemNames), let type = types.name(of: type) else {
            throw StoreError(
                .corrupted, "an event names item \(self.item) and type \(type.rawValue), which do not exist")
        }
        return Event(
            user: user, item: item, type: type, timestamp: timestamp, value: value, quantity: quantity, price: price,
            order: order, session: session, id: id)
    }
}
