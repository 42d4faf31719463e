// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Keeps a second server off a store; the kernel lets go of it when the process ends, however it ends.
final class ServerLock: Sendable {
    private let file: Int32

    /// Takes the lock of a store's directory.
    init(directory: String) throws(StoreError) {
        let path = directory + "/server.lock"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw StoreError(lmdb: errno, doing: "opening \(path)") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let owner = Self.owner(file)
            close(file)
            throw StoreError(
                .inUse, "\(directory) is in use by another server (process \(owner)); stop it, or choose another store")
        }
        self.file = file
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(file, 0) == 0, pwrite(file, text, text.count, 0) == text.count else {
            throw StoreError(lmdb: errno, doing: "writing \(path)")
        }
    }

    deinit { close(file) }

    private static func owner(_ file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = max(0, pread(file, &bytes, bytes.count, 0))
        return String(decoding: bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
