// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
internal import Glibc

extension ShopStore {
    /// Copies the store, as it is now, into a new folder, without its free space; reads and writes go on meanwhile.
    ///
    /// The copy is made beside the target and renamed, so that a folder of that name is whole.
    ///
    /// - Throws: `alreadyExists` unless the target is absent or an empty folder.
    public func backup(to directory: String) throws(StoreError) {
        try Self.copy(environment, to: directory)
    }

    /// Checks a backup and copies it to where a store is to be.
    ///
    /// - Throws: `corrupted` when the backup fails the check, `alreadyExists` unless the target is absent or empty.
    public static func restore(from backup: String, to directory: String) throws(StoreError) {
        let source = try StoreDirectory.existing(backup, creating: false)
        try StoreDirectory.requireVacant(directory)
        let environment = try Environment(directory: source, isReadOnly: true, options: StoreOptions())
        let store = ShopStore(try opened(environment, creating: false, nil))
        let report = try store.check()
        if let problem = report.problems.first {
            throw StoreError(.corrupted, "\(backup) is damaged (\(report.problemCount) problems): \(problem)")
        }
        try copy(environment, to: directory)
    }

    private static func copy(_ environment: Environment, to directory: String) throws(StoreError) {
        try StoreDirectory.requireVacant(directory)
        let target = StoreDirectory.trimmed(directory)
        let partial = target + ".partial"
        try StoreDirectory.create(partial)
        let data = partial + "/data.mdb"
        guard unlink(data) == 0 || errno == ENOENT else { throw StoreError(lmdb: errno, doing: "clearing \(partial)") }
        let result = environment.gate.whileInside {
            mdb_env_copy2(environment.handle, partial, UInt32(MDB_CP_COMPACT))
        }
        do throws(StoreError) {
            try require(result, "copying the store to \(partial)")
            try StoreDirectory.flush(data)
            try StoreDirectory.flush(partial)
            guard rename(partial, target) == 0 else { throw StoreError(lmdb: errno, doing: "renaming \(partial)") }
            try StoreDirectory.flush(StoreDirectory.parent(of: target))
        } catch {
            unlink(data)
            rmdir(partial)
            throw error
        }
    }
}

extension ReaderGate {
    /// Runs the closure as a reader.
    func whileInside<Result>(_ body: () -> Result) -> Result {
        let slot = makeSlot()
        enter(slot)
        defer {
            leave(slot)
            remove(slot)
        }
        return body()
    }
}

extension StoreDirectory {
    /// Throws unless the folder is absent or empty.
    static func requireVacant(_ directory: String) throws(StoreError) {
        guard let listing = opendir(directory) else {
            if errno == ENOENT { return }
            throw StoreError(lmdb: errno, doing: "looking into \(directory)")
        }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." {
                throw StoreError(
                    .alreadyExists, "\(directory) holds \(name) already; name a folder that is new or empty")
            }
        }
    }

    /// Makes what was written to a file or folder durable.
    static func flush(_ path: String) throws(StoreError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw StoreError(lmdb: errno, doing: "opening \(path)") }
        defer { close(file) }
        guard fsync(file) == 0 else { throw StoreError(lmdb: errno, doing: "flushing \(path)") }
    }

    static func trimmed(_ path: String) -> String {
        var path = Substring(path)
        while path.count > 1, path.last == "/" { path.removeLast() }
        return String(path)
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
