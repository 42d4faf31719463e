// SPDX-License-Identifier: Apache-2.0

import CLMDB
import Glibc
internal import Matrix

/// Writes a model file once.
///
/// Each array is a transaction of its own, so that no more than the largest is held in memory a second time.
/// The same arrays in the same order give the same bytes.
final class ModelFileWriter {
    private let environment: OpaquePointer
    private let path: String

    /// Creates the file, which must not exist.
    ///
    /// - Parameter byteCount: the arrays' bytes together, for the size of the map.
    init(path: String, byteCount: Int, sectionCount: Int) throws(SnapshotError) {
        self.path = path
        var handle: OpaquePointer?
        try Self.check(mdb_env_create(&handle), "cannot prepare \(path)")
        guard let handle else { throw SnapshotError(.inputOutput, "cannot prepare \(path)") }
        environment = handle
        // An array ends within a page of at most 32 KiB, and a transaction may write a few pages of the tree anew.
        let mapByteCount = byteCount + (sectionCount * 8 + 64) * 32_768
        try Self.check(mdb_env_set_mapsize(environment, mapByteCount), "cannot map \(mapByteCount) bytes for \(path)")
        let flags = UInt32(MDB_NOSUBDIR | MDB_NOLOCK | MDB_NOSYNC)
        try Self.check(mdb_env_open(environment, path, flags, 0o644), "cannot create \(path)")
    }

    deinit { mdb_env_close(environment) }

    /// Adds one array under a key that is not in the file yet.
    func write(_ bytes: SharedArray<UInt8>, key: String) throws(SnapshotError) {
        var handle: OpaquePointer?
        try Self.check(mdb_txn_begin(environment, nil, 0, &handle), "cannot write \(path)")
        guard let transaction = handle else { throw SnapshotError(.inputOutput, "cannot write \(path)") }
        do throws(SnapshotError) {
            try put(bytes, key, transaction)
        } catch {
            mdb_txn_abort(transaction)
            throw error
        }
        try Self.check(mdb_txn_commit(transaction), "cannot write “\(key)” to \(path)")
    }

    /// Makes everything written durable.
    func synchronise() throws(SnapshotError) {
        try Self.check(mdb_env_sync(environment, 1), "cannot make \(path) durable")
    }

    private func put(_ bytes: SharedArray<UInt8>, _ key: String, _ transaction: OpaquePointer) throws(SnapshotError) {
        var table = MDB_dbi()
        try Self.check(mdb_dbi_open(transaction, nil, 0, &table), "cannot write \(path)")
        var status = MDB_stat()
        try Self.check(mdb_env_stat(environment, &status), "cannot look at \(path)")
        let content = ModelFileLayout.prologueByteCount + bytes.count
        let valueByteCount = max(content, Int(status.ms_psize) / 2)
        guard valueByteCount <= ModelFileLayout.valueByteLimit, key.utf8.count <= ModelFileLayout.keyByteLimit else {
            throw SnapshotError(
                .unpublishable, "the array “\(key)” has \(bytes.count) bytes; at most 4 GiB can be kept under one name")
        }
        var value = MDB_val(mv_size: valueByteCount, mv_data: nil)
        var name = key
        let code = name.withUTF8 { utf8 in
            var key = MDB_val(mv_size: utf8.count, mv_data: UnsafeMutableRawPointer(mutating: utf8.baseAddress))
            return mdb_put(transaction, table, &key, &value, UInt32(MDB_RESERVE | MDB_NOOVERWRITE))
        }
        try Self.check(code, "cannot write “\(key)” to \(path)")
        fill(UnsafeMutableRawBufferPointer(start: value.mv_data, count: valueByteCount), with: bytes)
    }

    private func fill(_ target: UnsafeMutableRawBufferPointer, with bytes: SharedArray<UInt8>) {
        let content = ModelFileLayout.prologueByteCount + bytes.count
        target[..<ModelFileLayout.prologueByteCount].initializeMemory(as: UInt8.self, repeating: 0)
        bytes.withUnsafeBuffer { source in
            UnsafeMutableRawBufferPointer(rebasing: target[ModelFileLayout.prologueByteCount..<content])
                .copyMemory(from: UnsafeRawBufferPointer(source))
        }
        target[content...].initializeMemory(as: UInt8.self, repeating: 0)
    }

    private static func check(_ code: Int32, _ action: String) throws(SnapshotError) {
        guard code != MDB_SUCCESS else { return }
        // LMDB reports a write that a full disk cut short as EIO.
        let hint = code == EIO || code == ENOSPC ? "; is the disk full?" : ""
        throw SnapshotError(.inputOutput, "\(action): \(String(cString: mdb_strerror(code)))\(hint)")
    }
}
