// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The process's open files.
enum FileDescriptors {
    /// Allows as many as the system lets this user have: a connection takes one.
    static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
