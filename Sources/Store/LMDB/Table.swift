// SPDX-License-Identifier: Apache-2.0

internal import CLMDB

/// Something a table can be keyed by.
protocol TableKey {
    /// Runs the closure on the key's bytes, which are valid inside it only.
    func withKey<Result>(_ body: (inout MDB_val) -> Result) -> Result
}

extension TableKey where Self: FixedWidthInteger {
    @inline(__always)
    func withKey<Result>(_ body: (inout MDB_val) -> Result) -> Result {
        withUnsafeBytes(of: self) { bytes in
            var value = MDB_val(bytes)
            return body(&value)
        }
    }
}

extension UInt32: TableKey {}
extension UInt64: TableKey {}

extension String: TableKey {
    @inline(__always)
    func withKey<Result>(_ body: (inout MDB_val) -> Result) -> Result {
        var copy = self
        return copy.withUTF8 { bytes in
            var value = MDB_val(UnsafeRawBufferPointer(bytes))
            return body(&value)
        }
    }
}

/// A named table of the store whose keys are of one kind.
struct Table<Key: TableKey>: Sendable {
    let id: MDB_dbi
    let name: String
}

extension MDB_val {
    /// Points at bytes that must outlive it.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }

    /// What it points at.
    @inline(__always)
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: mv_data, count: mv_size) }
}
