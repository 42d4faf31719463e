// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Holds a folder against other processes until it goes out of scope, or the process dies.
struct FolderLock: ~Copyable {
    private let descriptor: Int32

    /// Waits for the folder.
    init(waitingFor folder: String) throws(SnapshotError) {
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw FileSystem.failure("cannot open \(folder)") }
        while flock(opened, LOCK_EX) != 0 {
            if errno == EINTR { continue }
            let failure = FileSystem.failure("cannot lock \(folder)")
            close(opened)
            throw failure
        }
        descriptor = opened
    }

    /// Takes the folder if nobody holds it; nil when somebody does, or it is gone.
    init?(tryingFor folder: String) {
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            close(opened)
            return nil
        }
        descriptor = opened
    }

    deinit { close(descriptor) }
}
