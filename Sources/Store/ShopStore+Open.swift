// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
internal import Glibc

/// The parts of a store that has been opened and looked at.
struct OpenedStore {
    var environment: Environment
    var tables: Tables
    var identity: String
    var serverLock: ServerLock?
}

extension ShopStore {
    /// Opens the store in a directory.
    ///
    /// - Parameter creating: makes the directory and an empty store when there is none.
    /// - Throws: `notFound`, `notAStore`, `newerSchema` or `inUse`, each naming the directory.
    public static func open(
        at directory: String, as role: StoreRole, creating: Bool = false, options: StoreOptions = StoreOptions()
    ) throws(StoreError) -> ShopStore {
        if creating { try StoreDirectory.create(directory) }
        let directory = try StoreDirectory.existing(directory, creating: creating)
        let serverLock = role == .server ? try ServerLock(directory: directory) : nil
        let environment = try Environment(
            directory: directory, isReadOnly: role == .reader && !creating, options: options)
        return ShopStore(try opened(environment, creating: creating, serverLock))
    }

    static func opened(
        _ environment: Environment, creating: Bool, _ serverLock: ServerLock?
    ) throws(StoreError) -> OpenedStore {
        if creating {
            try environment.write { (transaction) throws(StoreError) in
                Environment.Written(value: (), hasChanges: try Schema.create(in: transaction, environment.directory))
            }
            try StoreDirectory.flush(environment.directory)
            try StoreDirectory.flush(StoreDirectory.parent(of: environment.directory))
        }
        let (tables, identity) = try environment.readOnce { (transaction) throws(StoreError) in
            try Schema.requireKnown(in: transaction, environment.directory)
            let tables = try Tables(in: transaction, creating: false)
            let view = StoreView(transaction: transaction, tables: tables)
            _ = try view.counters()
            return (tables, try view.name(at: MetaKey.identity, in: tables.meta) ?? "")
        }
        return OpenedStore(environment: environment, tables: tables, identity: identity, serverLock: serverLock)
    }
}

extension Environment {
    /// Runs the closure in a read transaction that is kept in no reader; tables it opens stay open.
    func readOnce<Value>(_ body: (Transaction) throws(StoreError) -> Value) throws(StoreError) -> Value {
        let reading = "reading \(directory)"
        var begun: OpaquePointer?
        try require(mdb_txn_begin(handle, nil, UInt32(MDB_RDONLY), &begun), reading)
        guard let begun else { throw StoreError(.failed, "\(reading): no transaction") }
        let value: Value
        do throws(StoreError) { value = try body(Transaction(handle: begun)) } catch {
            mdb_txn_abort(begun)
            throw error
        }
        try require(mdb_txn_commit(begun), reading)
        return value
    }
}

extension Schema {
    /// Makes an empty store in an empty file; false when there is a store already.
    static func create(in transaction: Transaction, _ directory: String) throws(StoreError) -> Bool {
        if try metaTable(in: transaction) != nil { return false }
        guard try isEmpty(transaction) else {
            throw StoreError(
                .notAStore, "\(directory)/data.mdb is an LMDB file of another program; name another folder")
        }
        let tables = try Tables(in: transaction, creating: true)
        let identity =
            String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
        try transaction.put(plain: version, at: MetaKey.schema, in: tables.meta)
        try transaction.put(text: identity, at: MetaKey.identity, in: tables.meta)
        try transaction.put(plain: Counters(), at: MetaKey.counters, in: tables.meta)
        return true
    }

    /// Whether nothing at all was ever put into the file.
    private static func isEmpty(_ transaction: Transaction) throws(StoreError) -> Bool {
        var main = MDB_dbi()
        var status = MDB_stat()
        try require(mdb_dbi_open(transaction.handle, nil, 0, &main), "opening the file's main table")
        try require(mdb_stat(transaction.handle, main, &status), "counting the file's tables")
        return status.ms_entries == 0
    }

    /// Throws unless the file holds a store of a version this program knows.
    static func requireKnown(in transaction: Transaction, _ directory: String) throws(StoreError) {
        guard let meta = try metaTable(in: transaction),
            let found = try transaction.plain(UInt32.self, at: MetaKey.schema, in: meta)
        else { throw StoreError(.notAStore, "\(directory)/data.mdb is an LMDB file, but not a store of this program") }
        guard found <= version else {
            throw StoreError(
                .newerSchema,
                "\(directory) has schema version \(found); this program knows versions up to \(version): use a newer one"
            )
        }
    }

    private static func metaTable(in transaction: Transaction) throws(StoreError) -> Table<String>? {
        var id = MDB_dbi()
        let result = mdb_dbi_open(transaction.handle, "meta", 0, &id)
        if result == MDB_NOTFOUND { return nil }
        try require(result, "opening the table meta")
        return Table(id: id, name: "meta")
    }
}

/// The folder a store lies in.
enum StoreDirectory {
    /// Makes the folder and those above it.
    static func create(_ directory: String) throws(StoreError) {
        var path = ""
        for part in directory.split(separator: "/", omittingEmptySubsequences: false) {
            path += path.isEmpty && !part.isEmpty ? part : "/" + part
            if path == "/" || mkdir(path, 0o750) == 0 || errno == EEXIST { continue }
            throw StoreError(lmdb: errno, doing: "making the folder \(path)")
        }
    }

    /// The real path of a folder that holds a store, or may get one.
    static func existing(_ directory: String, creating: Bool) throws(StoreError) -> String {
        var status = stat()
        guard stat(directory, &status) == 0, let real = realpath(directory, nil) else {
            throw StoreError(.notFound, "there is no folder \(directory); name the store's folder, or create it")
        }
        defer { free(real) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw StoreError(.notAStore, "\(directory) is a file; a store is a folder that holds data.mdb")
        }
        let path = String(cString: real)
        guard stat(path + "/data.mdb", &status) == 0 else {
            if creating { return path }
            throw StoreError(.notFound, "there is no store in \(directory): it holds no data.mdb")
        }
        if status.st_size == 0, !creating {
            throw StoreError(.notAStore, "\(directory)/data.mdb is empty; it is not a store")
        }
        return path
    }
}
