// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// What can be looked up in any transaction.
struct StoreView {
    let transaction: Transaction
    let tables: Tables

    func counters() throws(StoreError) -> Counters {
        guard let counters = try transaction.plain(Counters.self, at: MetaKey.counters, in: tables.meta) else {
            throw StoreError(.corrupted, "the store has lost its counters; restore a backup")
        }
        return counters
    }

    func eventTypes() throws(StoreError) -> EventTypeNames {
        guard let bytes = try transaction.value(of: MetaKey.ownTypes, in: tables.meta) else { return EventTypeNames() }
        guard let names = EventTypeNames(bytes) else {
            throw StoreError(.corrupted, "the store's event types cannot be read; restore a backup")
        }
        return names
    }

    func name<Key>(at key: Key, in table: Table<Key>) throws(StoreError) -> String? {
        guard let bytes = try transaction.value(of: key, in: table) else { return nil }
        return try Self.text(bytes, table.name)
    }

    func item(_ index: UInt32) throws(StoreError) -> Item? {
        guard let bytes = try transaction.value(of: index, in: tables.items) else { return nil }
        return try item(index, bytes)
    }

    /// The item of bytes of the table.
    func item(_ index: UInt32, _ bytes: UnsafeRawBufferPointer) throws(StoreError) -> Item {
        guard let id = try name(at: index, in: tables.itemNames), let item = ItemCodec.decode(bytes, id: id) else {
            throw StoreError(.corrupted, "item \(index) cannot be read; put it again or restore a backup")
        }
        return item
    }

    func user(_ index: UInt32) throws(StoreError) -> User? {
        guard let id = try name(at: index, in: tables.userNames) else { return nil }
        guard let bytes = try transaction.value(of: index, in: tables.users) else { return User(id: id) }
        guard let user = UserCodec.decode(bytes, id: id) else {
            throw StoreError(.corrupted, "user \(index) cannot be read; put them again or restore a backup")
        }
        return user
    }

    func event(_ sequence: UInt64) throws(StoreError) -> EventRecord {
        guard let bytes = try transaction.value(of: sequence, in: tables.events), let record = EventRecord(bytes) else {
            throw StoreError(.corrupted, "event \(sequence) cannot be read; restore a backup")
        }
        return record
    }

    static func text(_ bytes: UnsafeRawBufferPointer, _ what: String) throws(StoreError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw StoreError(.corrupted, "\(what) holds a name that is no text; restore a backup")
        }
        return text
    }
}
