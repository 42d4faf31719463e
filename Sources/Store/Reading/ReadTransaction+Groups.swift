// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
public import Shop

extension ReadTransaction {
    /// The lines of every order, those of guests included.
    ///
    /// - Complexity: O(events · log events) time, one pass over the log; memory as ``EventGroups`` says.
    public func orders() throws(StoreError) -> EventGroups {
        var builder = EventGroups.Builder()
        try forEachEvent { record in
            if let order = record.order { builder.add(record.member, to: order) }
        }
        return builder.build()
    }

    /// The events of every session: those that name one, and a known user's others without a gap of half an hour.
    ///
    /// - Complexity: O(events · log events) time, one pass over the log; memory as ``EventGroups`` says.
    public func sessions() throws(StoreError) -> EventGroups {
        var builder = EventGroups.Builder()
        try forEachEvent { record in
            if let session = record.session {
                builder.add(record.member, to: session)
            } else {
                builder.addNameless(record.member)
            }
        }
        return builder.build()
    }

    /// Every item of the catalogue by its index; nil for an index that was never given or whose item was taken out.
    ///
    /// - Complexity: O(items).
    public func itemsByIndex() throws(StoreError) -> [Item?] {
        var items = [Item?](repeating: nil, count: try counts.itemIndexEnd)
        var previous: ItemIndex?
        while true {
            let page = try self.items(after: previous, limit: 4_096)
            for (index, item) in page where Int(index.rawValue) < items.count { items[Int(index.rawValue)] = item }
            guard let last = page.last else { return items }
            previous = last.index
        }
    }

    /// Every user by their index; nil for one that is not known or was forgotten.
    ///
    /// - Complexity: O(users · log users).
    public func usersByIndex() throws(StoreError) -> [User?] {
        try (0..<UInt32(clamping: try counts.userIndexEnd)).map { (index) throws(StoreError) in
            try user(UserIndex(rawValue: index))
        }
    }

    private func forEachEvent(_ body: (EventRecord) -> Void) throws(StoreError) {
        let view = reader.view
        let counters = try view.counters()
        let cursor = try Cursor(on: view.tables.events, in: view.transaction)
        var passed = PassedPages()
        var entry = try cursor.move(MDB_FIRST)
        while let (key, value) = entry {
            guard let record = EventRecord(value), UInt64(record.item) < counters.nextItem,
                UInt64(record.user) < counters.nextUser || record.user == EventRecord.guest
            else { throw StoreError(.corrupted, "event \(key.loadUnaligned(as: UInt64.self)) cannot be read") }
            body(record)
            passed.visit(value)
            entry = try cursor.move(MDB_NEXT)
        }
    }
}

extension EventRecord {
    fileprivate var member: EventGroups.Member {
        EventGroups.Member(
            user: user == Self.guest ? EventGroups.guest : user, item: item, type: type, timestamp: timestamp,
            quantity: quantity.map(HistoryRecord.narrow) ?? 1, price: price.map(HistoryRecord.narrow) ?? .nan)
    }
}
