// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What stands at a path.
enum FileSystemEntry {
    /// Whether the path is a folder, or nothing yet.
    static func canBeFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR
    }
}
