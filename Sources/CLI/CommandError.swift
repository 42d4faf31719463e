// SPDX-License-Identifier: Apache-2.0

/// Why a command could not do what it was told, in one sentence that names the remedy.
struct CommandError: Error, CustomStringConvertible {
    var message: String

    init(_ message: String) { self.message = message }

    var description: String { message }
}
