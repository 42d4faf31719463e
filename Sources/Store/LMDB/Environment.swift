// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
internal import Glibc

/// The one open LMDB environment of a directory.
///
/// Reads pass a gate and never wait for writes. Writes take turns, in this process and, by LMDB's own lock, between
/// processes. When the map is too small it is moved while the gate is shut, and the write is tried again.
final class Environment: @unchecked Sendable {  // LMDB's handle may be used from every thread
    let handle: OpaquePointer
    let directory: String
    let isReadOnly: Bool
    let gate = ReaderGate()
    /// Guards the one write, and counts them.
    private let writing = Monitor(0)
    private let note: OpenDirectory

    /// Opens the files in a directory that exists.
    init(directory: String, isReadOnly: Bool, options: StoreOptions) throws(StoreError) {
        note = try OpenDirectory(directory)
        let opening = "opening the store \(directory)"
        var created: OpaquePointer?
        try require(mdb_env_create(&created), opening)
        guard let created else { throw StoreError(.failed, "\(opening): no environment") }
        handle = created
        self.directory = directory
        self.isReadOnly = isReadOnly
        try require(mdb_env_set_maxdbs(handle, 16), opening)
        try require(mdb_env_set_maxreaders(handle, options.readerLimit), opening)
        try require(mdb_env_set_mapsize(handle, AddressSpace.reservable(options.mapByteCount)), opening)
        let flags = MDB_NOTLS | (isReadOnly ? MDB_RDONLY : 0)
        try require(mdb_env_open(handle, directory, UInt32(flags), 0o640), opening)
        try requireWholeFile()
        try removeDeadReaders()
    }

    deinit { mdb_env_close(handle) }

    /// Bytes of the file in use.
    var byteCount: Int {
        let slot = gate.makeSlot()
        gate.enter(slot)
        defer {
            gate.leave(slot)
            gate.remove(slot)
        }
        return (information.me_last_pgno + 1) * pageByteCount
    }

    private var information: MDB_envinfo {
        var information = MDB_envinfo()
        mdb_env_info(handle, &information)
        return information
    }

    private var pageByteCount: Int {
        var statistics = MDB_stat()
        mdb_env_stat(handle, &statistics)
        return Int(statistics.ms_psize)
    }

    /// Frees the places of readers whose process was killed; they would keep space from being used again.
    private func removeDeadReaders() throws(StoreError) {
        var count: Int32 = 0
        try require(mdb_reader_check(handle, &count), "looking for dead readers of \(directory)")
    }

    /// A file cut short would end the process at the first read beyond its end.
    private func requireWholeFile() throws(StoreError) {
        var status = stat()
        guard stat(directory + "/data.mdb", &status) == 0 else {
            throw StoreError(lmdb: errno, doing: "reading the size of \(directory)/data.mdb")
        }
        let expected = (information.me_last_pgno + 1) * pageByteCount
        if status.st_size < expected {
            throw StoreError(
                .corrupted, "\(directory)/data.mdb has \(status.st_size) bytes of \(expected); restore a backup")
        }
    }
}

extension Environment {
    /// What a write came to, and whether there is anything to make durable.
    struct Written<Value> {
        var value: Value
        var hasChanges: Bool
    }

    /// Runs the closure in the one write transaction; when this returns, its changes are on disk.
    ///
    /// The closure runs again when the map had to grow, so it starts from the transaction's state each time.
    ///
    /// - Parameter whenDurable: runs after the commit, before the next write begins.
    func write<Value>(
        _ body: (Transaction) throws(StoreError) -> Written<Value>, whenDurable: (Value) -> Void = { _ in }
    ) throws(StoreError) -> Value {
        if isReadOnly { throw StoreError(.readOnly, "\(directory) is open for reading only") }
        return try writing.withLock { (writeCount) throws(StoreError) in
            writeCount += 1
            if writeCount % 256 == 0 { try removeDeadReaders() }
            while true {
                do throws(StoreError) {
                    let value = try attempt(body)
                    whenDurable(value)
                    return value
                } catch {
                    try enlarge(after: error)
                }
            }
        }
    }

    private func attempt<Value>(
        _ body: (Transaction) throws(StoreError) -> Written<Value>
    ) throws(StoreError) -> Value {
        var begun: OpaquePointer?
        try require(mdb_txn_begin(handle, nil, 0, &begun), "beginning a write")
        guard let begun else { throw StoreError(.failed, "beginning a write: no transaction") }
        let written: Written<Value>
        do throws(StoreError) { written = try body(Transaction(handle: begun)) } catch {
            mdb_txn_abort(begun)
            throw error
        }
        guard written.hasChanges else {
            mdb_txn_abort(begun)
            return written.value
        }
        let result = mdb_txn_commit(begun)
        if result == EIO, isDiskFull { throw StoreError(lmdb: ENOSPC, doing: "writing to \(directory)") }
        try require(result, "writing to \(directory)")
        return written.value
    }

    /// LMDB reports a write that was cut short as an input/output error.
    private var isDiskFull: Bool {
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max {
            return true
        }
        var space = statvfs()
        return statvfs(directory, &space) == 0 && space.f_bavail * space.f_frsize < 1 << 24
    }

    /// Makes the map fit, or throws the error on.
    private func enlarge(after error: StoreError) throws(StoreError) {
        if error.asksForLargerMap {
            let wanted = information.me_mapsize * 2
            guard AddressSpace.isFree(wanted) else {
                throw StoreError(.full, "no address space left for a map of \(wanted) bytes", cause: error.cause)
            }
            try setMapByteCount(wanted)
        } else if error.saysMapWasResized {
            try setMapByteCount(0)
        } else {
            throw error
        }
    }

    /// Takes up the size another process gave the map; waits for a write under way.
    func adoptMapByteCount() throws(StoreError) {
        try writing.withLock { (_) throws(StoreError) in try setMapByteCount(0) }
    }

    private func setMapByteCount(_ byteCount: Int) throws(StoreError) {
        let result = gate.whileEmpty { mdb_env_set_mapsize(handle, byteCount) }
        try require(result, "growing the map of \(directory)")
    }
}

/// What of the address space can still be had.
enum AddressSpace {
    /// Whether that many bytes could be mapped now.
    static func isFree(_ byteCount: Int) -> Bool {
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let probe = mmap(nil, byteCount, PROT_NONE, flags, -1, 0), probe != MAP_FAILED else { return false }
        munmap(probe, byteCount)
        return true
    }

    /// The size wished for, or the largest half of a half of it that fits.
    static func reservable(_ byteCount: Int) -> Int {
        var byteCount = byteCount
        while byteCount > 1 << 24, !isFree(byteCount) { byteCount /= 2 }
        return byteCount
    }
}
