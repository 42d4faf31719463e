// SPDX-License-Identifier: Apache-2.0

internal import CLMDB

/// The store's tables.
///
/// | table | key | value |
/// |---|---|---|
/// | meta | name | schema version, identity, counters, own event types, import marks |
/// | events | sequence | one event (`EventRecord`), in arrival order |
/// | history | user | 32 bytes an event (`HistoryRecord`), in time order |
/// | users | user | attributes, of those that have any |
/// | items | item | attributes, of those in the catalogue |
/// | user-ids, item-ids | external id | index |
/// | user-names, item-names | index | external id |
/// | orders | order's id | sequences of its lines |
/// | event-ids | event's id | its sequence |
struct Tables: Sendable {
    let meta: Table<String>
    let events: Table<UInt64>
    let history: Table<UInt32>
    let users: Table<UInt32>
    let items: Table<UInt32>
    let userIDs: Table<String>
    let userNames: Table<UInt32>
    let itemIDs: Table<String>
    let itemNames: Table<UInt32>
    let orders: Table<String>
    let eventIDs: Table<String>

    /// Opens every table, or creates those that are missing.
    init(in transaction: Transaction, creating: Bool) throws(StoreError) {
        let create = creating ? MDB_CREATE : 0
        func open<Key>(_ name: String, _ flags: Int32) throws(StoreError) -> Table<Key> {
            var id = MDB_dbi()
            try require(
                mdb_dbi_open(transaction.handle, name, UInt32(flags | create), &id), "opening the table \(name)")
            return Table(id: id, name: name)
        }
        meta = try open("meta", 0)
        events = try open("events", MDB_INTEGERKEY)
        history = try open("history", MDB_INTEGERKEY | MDB_DUPSORT | MDB_DUPFIXED)
        users = try open("users", MDB_INTEGERKEY)
        items = try open("items", MDB_INTEGERKEY)
        userIDs = try open("user-ids", 0)
        userNames = try open("user-names", MDB_INTEGERKEY)
        itemIDs = try open("item-ids", 0)
        itemNames = try open("item-names", MDB_INTEGERKEY)
        orders = try open("orders", MDB_DUPSORT | MDB_DUPFIXED | MDB_INTEGERDUP)
        eventIDs = try open("event-ids", 0)
    }
}
