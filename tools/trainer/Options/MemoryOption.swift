// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Training

/// How much memory a run may take.
struct MemoryOption: ParsableArguments {
    @Option(
        name: .customLong("memory-limit"),
        help: ArgumentHelp(
            "The most memory to take, such as 4GiB (default: what is available); a fit that would need more is not "
                + "started, or replaced by what the recipe names in whenTooLarge.", valueName: "size"),
        transform: Self.size)
    var given: MemorySize?

    /// The limit given, else the machine's.
    var limit: MemoryLimit? { given.map { MemoryLimit($0) } ?? .ofMachine }

    /// A guard of that limit that says on standard error what it replaces.
    func guarding(threadCount: Int, _ line: ProgressLine) -> MemoryGuard {
        MemoryGuard(limit: limit, threadCount: threadCount) { message in
            line.clear()
            Failure.warn(message)
        }
    }

    @Sendable private static func size(_ text: String) throws -> MemorySize {
        guard let size = MemorySize(text) else {
            throw ValidationError("“\(text)” is no size; write a number and KiB, MiB, GiB or TiB, such as 4GiB.")
        }
        return size
    }
}
