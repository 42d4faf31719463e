// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
internal import Glibc

extension StoreError {
    /// Explains a result code that is not success.
    init(lmdb result: Int32, doing action: String) {
        let cause = LMDBFailure(code: result)
        let (code, remedy) = Self.explanation(of: result)
        self.init(code, "\(action): \(cause)\(remedy)", cause: cause)
    }

    private static func explanation(of result: Int32) -> (Code, String) {
        switch result {
        case ENOSPC, EDQUOT, EFBIG: (.full, "; free some space, nothing of the change was kept")
        case MDB_READERS_FULL: (.tooManyReaders, "; close some of the programs that read this store")
        case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_PANIC, MDB_BAD_TXN, MDB_INCOMPATIBLE:
            (.corrupted, "; run the check, and restore a backup if it fails")
        case MDB_INVALID, MDB_VERSION_MISMATCH: (.notAStore, "")
        case EACCES, EPERM, EROFS: (.failed, "; the store's folder and files must be readable and writable")
        default: (.failed, "")
        }
    }

    /// Whether the transaction should be tried again in a larger map.
    var asksForLargerMap: Bool { cause?.code == MDB_MAP_FULL }

    /// Whether another process has made the map larger than ours.
    var saysMapWasResized: Bool { cause?.code == MDB_MAP_RESIZED }
}

/// Throws unless the result is success.
@inline(__always)
func require(_ result: Int32, _ action: @autoclosure () -> String) throws(StoreError) {
    if result != MDB_SUCCESS { throw StoreError(lmdb: result, doing: action()) }
}
