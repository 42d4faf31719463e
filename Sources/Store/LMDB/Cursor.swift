// SPDX-License-Identifier: Apache-2.0

internal import CLMDB

/// A place in a table, moved from entry to entry.
///
/// It must end before its transaction does. Bytes are valid until the transaction writes or ends.
struct Cursor<Key: TableKey>: ~Copyable {
    private let handle: OpaquePointer
    private let table: Table<Key>

    init(on table: Table<Key>, in transaction: Transaction) throws(StoreError) {
        var opened: OpaquePointer?
        try require(mdb_cursor_open(transaction.handle, table.id, &opened), "opening \(table.name)")
        guard let opened else { throw StoreError(.failed, "opening \(table.name): no cursor") }
        handle = opened
        self.table = table
    }

    deinit { mdb_cursor_close(handle) }

    /// Takes a cursor of an earlier read transaction into this one.
    borrowing func renew(in transaction: Transaction) throws(StoreError) {
        try require(mdb_cursor_renew(transaction.handle, handle), "reading \(table.name)")
    }

    /// Moves; nil when there is nothing that way.
    @inline(__always)
    borrowing func move(
        _ operation: MDB_cursor_op
    ) throws(StoreError) -> (key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)? {
        var key = MDB_val()
        var value = MDB_val()
        let result = mdb_cursor_get(handle, &key, &value, operation)
        if result == MDB_NOTFOUND { return nil }
        try require(result, "reading \(table.name)")
        return (key.bytes, value.bytes)
    }

    /// Moves to a key; nil when there is none that fits.
    @inline(__always)
    borrowing func move(
        _ operation: MDB_cursor_op, to sought: Key
    ) throws(StoreError) -> (key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)? {
        var value = MDB_val()
        let (result, key) = sought.withKey { key in
            let result = mdb_cursor_get(handle, &key, &value, operation)
            return (result, key)
        }
        if result == MDB_NOTFOUND { return nil }
        try require(result, "reading \(table.name)")
        return (key.bytes, value.bytes)
    }

    /// Moves to a duplicate of a key: the same, or the first not below, as the operation says.
    borrowing func move(
        _ operation: MDB_cursor_op, to sought: Key, _ duplicate: UnsafeRawBufferPointer
    ) throws(StoreError) -> UnsafeRawBufferPointer? {
        var value = MDB_val(duplicate)
        let result = sought.withKey { mdb_cursor_get(handle, &$0, &value, operation) }
        if result == MDB_NOTFOUND { return nil }
        try require(result, "reading \(table.name)")
        return value.bytes
    }

    /// Number of duplicates at the key where it stands.
    borrowing func duplicateCount() throws(StoreError) -> Int {
        var count = 0
        try require(mdb_cursor_count(handle, &count), "counting in \(table.name)")
        return count
    }

    /// The page of duplicates around the place; `current`, the entry there, when it has a page of its own.
    @inline(__always)
    borrowing func page(
        _ operation: MDB_cursor_op, or current: UnsafeRawBufferPointer
    ) throws(StoreError) -> UnsafeRawBufferPointer? {
        var key = MDB_val()
        var value = MDB_val(current)
        let result = mdb_cursor_get(handle, &key, &value, operation)
        if result == MDB_NOTFOUND { return nil }
        try require(result, "reading \(table.name)")
        return value.bytes
    }

    /// Writes an entry.
    borrowing func put(_ bytes: UnsafeRawBufferPointer, at key: Key, _ flags: Int32) throws(StoreError) {
        var value = MDB_val(bytes)
        let result = key.withKey { mdb_cursor_put(handle, &$0, &value, UInt32(flags)) }
        try require(result, "writing \(table.name)")
    }

    /// Makes room for an entry, to be filled before the next call.
    borrowing func reserve(
        _ byteCount: Int, at key: Key, _ flags: Int32
    ) throws(StoreError) -> UnsafeMutableRawBufferPointer {
        var value = MDB_val(mv_size: byteCount, mv_data: nil)
        let result = key.withKey { mdb_cursor_put(handle, &$0, &value, UInt32(flags | MDB_RESERVE)) }
        try require(result, "writing \(table.name)")
        return UnsafeMutableRawBufferPointer(start: value.mv_data, count: byteCount)
    }

    /// Writes many duplicates of one size that lie side by side.
    borrowing func put<Element: BitwiseCopyable>(
        many elements: UnsafeBufferPointer<Element>, at key: Key, _ flags: Int32
    ) throws(StoreError) {
        let first = MDB_val(
            mv_size: MemoryLayout<Element>.stride, mv_data: UnsafeMutableRawPointer(mutating: elements.baseAddress))
        var values = (first, MDB_val(mv_size: elements.count, mv_data: nil))
        let result = withUnsafeMutablePointer(to: &values) { pair in
            pair.withMemoryRebound(to: MDB_val.self, capacity: 2) { values in
                key.withKey { mdb_cursor_put(handle, &$0, values, UInt32(flags | MDB_MULTIPLE)) }
            }
        }
        try require(result, "writing \(table.name)")
    }
}
