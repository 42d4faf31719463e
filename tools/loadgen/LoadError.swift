// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Why a load could not be run.
struct LoadError: Error, CustomStringConvertible {
    /// What callers may tell apart.
    enum Code: Sendable { case address, connection, file, options, protocolViolation }

    var code: Code
    /// What was being done, to what, and the remedy.
    var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The same with the reason the system gave for its last failure.
    static func system(_ code: Code, _ message: String) -> LoadError {
        LoadError(code, "\(message): \(String(cString: strerror(errno)))")
    }

    var description: String { message }
}
