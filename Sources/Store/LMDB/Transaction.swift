// SPDX-License-Identifier: Apache-2.0

internal import CLMDB

/// A handle of a transaction that somebody else begins and ends.
///
/// The bytes it returns lie in the map: they are valid until the transaction ends or writes. They stay inside this module.
struct Transaction {
    let handle: OpaquePointer

    /// The value of a key; nil when there is none.
    @inline(__always)
    func value<Key>(of key: Key, in table: Table<Key>) throws(StoreError) -> UnsafeRawBufferPointer? {
        var value = MDB_val()
        let result = key.withKey { mdb_get(handle, table.id, &$0, &value) }
        if result == MDB_NOTFOUND { return nil }
        try require(result, "reading \(table.name)")
        return value.bytes
    }

    /// Sets the value of a key; says no if a flag forbids it because the key exists.
    @discardableResult
    func put<Key>(
        _ bytes: UnsafeRawBufferPointer, at key: Key, in table: Table<Key>, _ flags: Int32 = 0
    ) throws(StoreError) -> Bool {
        var value = MDB_val(bytes)
        let result = key.withKey { mdb_put(handle, table.id, &$0, &value, UInt32(flags)) }
        if result == MDB_KEYEXIST { return false }
        try require(result, "writing \(table.name)")
        return true
    }

    /// Removes a key with all it has, or one of its duplicates; says whether it was there.
    @discardableResult
    func remove<Key>(
        _ key: Key, _ duplicate: UnsafeRawBufferPointer? = nil, from table: Table<Key>
    ) throws(StoreError) -> Bool {
        var value = duplicate.map { MDB_val($0) } ?? MDB_val()
        let result = key.withKey { key in
            duplicate == nil ? mdb_del(handle, table.id, &key, nil) : mdb_del(handle, table.id, &key, &value)
        }
        if result == MDB_NOTFOUND { return false }
        try require(result, "removing from \(table.name)")
        return true
    }

    /// Number of entries, duplicates included.
    func entryCount<Key>(of table: Table<Key>) throws(StoreError) -> Int {
        var statistics = MDB_stat()
        try require(mdb_stat(handle, table.id, &statistics), "reading the size of \(table.name)")
        return statistics.ms_entries
    }
}

extension Transaction {
    /// Sets the value of a key to an integer or a struct without pointers.
    @discardableResult
    func put<Key, Value: BitwiseCopyable>(
        plain value: Value, at key: Key, in table: Table<Key>, _ flags: Int32 = 0
    ) throws(StoreError) -> Bool {
        var failure: StoreError?
        let isDone = withUnsafeBytes(of: value) { bytes in
            do throws(StoreError) { return try put(bytes, at: key, in: table, flags) } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        return isDone
    }

    /// Sets the value of a key to a text.
    func put<Key>(text: String, at key: Key, in table: Table<Key>, _ flags: Int32 = 0) throws(StoreError) {
        let result = text.withKey { value in
            key.withKey { mdb_put(handle, table.id, &$0, &value, UInt32(flags)) }
        }
        try require(result, "writing \(table.name)")
    }

    /// An integer or a struct without pointers; nil when there is none.
    @inline(__always)
    func plain<Key, Value: BitwiseCopyable>(
        _ type: Value.Type, at key: Key, in table: Table<Key>
    ) throws(StoreError) -> Value? {
        guard let bytes = try value(of: key, in: table) else { return nil }
        guard bytes.count == MemoryLayout<Value>.size else {
            throw StoreError(
                .corrupted, "\(table.name) holds \(bytes.count) bytes where \(MemoryLayout<Value>.size) belong")
        }
        return bytes.loadUnaligned(as: Value.self)
    }
}

extension Transaction {
    /// Grows with every transaction that was committed.
    var number: UInt64 { UInt64(mdb_txn_id(handle)) }
}
