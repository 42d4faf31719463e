// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What is for eyes and not for pipes.
enum StandardError {
    /// Writes the text as it is; one that nobody reads is lost without harm.
    static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
