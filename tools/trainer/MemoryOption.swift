// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Training

/// How much memory a run may take.
struct MemoryOption: ParsableArguments {
    @Option(
        name: .customLong("memory-limit"),
        help: ArgumentHelp(
            "The most memory to take, such as 4GiB (default: what is available); a fit that would need more is not "
                + "started, or replaced by what the recipe names in whenTooLarge.", valueName: "size"))
    var given: MemorySize?

    /// The limit given, else the machine's.
    var limit: MemoryLimit? { given.map { MemoryLimit($0) } ?? .ofMachine }
}

extension MemorySize: ExpressibleByArgument {
    /// Takes a size from the command line.
    public init?(argument: String) { self.init(argument) }
}
