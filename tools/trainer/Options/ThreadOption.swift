// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FoundationEssentials

/// How many threads to work on.
struct ThreadOption: ParsableArguments {
    @Option(name: .customLong("threads"), help: "Threads to work on; results are the same with any number.")
    var count = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard (1...1_024).contains(count) else { throw ValidationError("--threads must be from 1 to 1024.") }
    }
}
