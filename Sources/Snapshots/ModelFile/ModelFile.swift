// SPDX-License-Identifier: Apache-2.0

import CLMDB
internal import Matrix

/// A model file mapped into memory, for as long as anything points into it.
///
/// Opened without a lock file: nobody ever writes a published file. One read transaction is held for the whole life, so
/// every array stays where it is. All keys are looked up once, so that any thread may ask for an array.
final class ModelFile: @unchecked Sendable {  // C handles, touched in init and deinit only
    private let environment: OpaquePointer
    private var transaction: OpaquePointer?
    private var values: [String: UnsafeRawBufferPointer] = [:]
    private let path: String

    /// Maps the file.
    ///
    /// - Parameter byteCount: the size the manifest gives; a shorter file would end a read with a signal.
    init(path: String, byteCount: Int) throws(SnapshotError) {
        self.path = path
        let found = try FileSystem.byteCount(of: path)
        guard found == byteCount else {
            throw SnapshotError(
                .damaged, "\(path) has \(found ?? 0) bytes, its manifest says \(byteCount); publish again")
        }
        var handle: OpaquePointer?
        guard mdb_env_create(&handle) == MDB_SUCCESS, let handle else {
            throw SnapshotError(.inputOutput, "cannot prepare \(path)")
        }
        environment = handle
        let flags = UInt32(MDB_NOSUBDIR | MDB_RDONLY | MDB_NOLOCK | MDB_NOTLS)
        try check(mdb_env_open(environment, path, flags, 0o644))
        try check(mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &transaction))
        try lookUp()
    }

    deinit {
        if let transaction { mdb_txn_abort(transaction) }
        mdb_env_close(environment)
    }

    /// The value under a key, prologue and padding included; nil when there is none.
    func value(_ key: String) -> UnsafeRawBufferPointer? { values[key] }

    private func lookUp() throws(SnapshotError) {
        var table = MDB_dbi()
        var cursor: OpaquePointer?
        try check(mdb_dbi_open(transaction, nil, 0, &table))
        try check(mdb_cursor_open(transaction, table, &cursor))
        defer { mdb_cursor_close(cursor) }
        var key = MDB_val()
        var value = MDB_val()
        var code = mdb_cursor_get(cursor, &key, &value, MDB_FIRST)
        while code == MDB_SUCCESS, values.count < ModelFileLayout.sectionLimit {
            let name = String(decoding: UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size), as: UTF8.self)
            values[name] = UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
            code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)
        }
        if code != MDB_NOTFOUND { try check(code == MDB_SUCCESS ? MDB_CORRUPTED : code) }
    }

    private func check(_ code: Int32) throws(SnapshotError) {
        guard code != MDB_SUCCESS else { return }
        throw SnapshotError(
            .damaged, "cannot map \(path): \(String(cString: mdb_strerror(code))); publish again with wicker-train fit")
    }
}
