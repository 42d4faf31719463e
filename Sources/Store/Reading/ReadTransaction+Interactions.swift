// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
public import Shop

extension ReadTransaction {
    /// Every interaction in the order of arrival, as columns; order lines without a user are left out.
    ///
    /// - Complexity: O(events) time, one pass over the log; memory as ``Interactions`` says, 8 to 25 bytes an event; the
    ///   log's own pages are let go as they are passed.
    public func interactions() throws(StoreError) -> Interactions {
        let counters = try reader.view.counters()
        var interactions = Interactions(
            userCount: Int(clamping: counters.nextUser), itemCount: Int(clamping: counters.nextItem))
        let view = reader.view
        interactions.reserveCapacity(try view.transaction.entryCount(of: view.tables.events))
        let cursor = try Cursor(on: view.tables.events, in: view.transaction)
        var passed = PassedPages()
        var entry = try cursor.move(MDB_FIRST)
        while let (key, value) = entry {
            guard let row = EventColumns(value), row.isBelow(counters) else {
                throw StoreError(.corrupted, "event \(key.loadUnaligned(as: UInt64.self)) cannot be read")
            }
            if row.user != EventRecord.guest { interactions.append(row.interaction) }
            passed.visit(value)
            entry = try cursor.move(MDB_NEXT)
        }
        return interactions
    }
}

extension EventColumns {
    /// Whether its user and item are indices that were given.
    @inline(__always)
    fileprivate func isBelow(_ counters: Counters) -> Bool {
        (UInt64(user) < counters.nextUser || user == EventRecord.guest) && UInt64(item) < counters.nextItem
    }

    @inline(__always)
    fileprivate var interaction: Interaction {
        Interaction(
            user: UserIndex(rawValue: user), item: ItemIndex(rawValue: item), type: type, timestamp: timestamp,
            value: value, quantity: quantity)
    }
}
