// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Shop

/// What every command that asks for users takes.
struct UserListArguments: ParsableArguments {
    @Option(help: "Length of the list, 1 to 1,000.")
    var limit = 10

    @Option(help: "Ask the recommender of this placement.")
    var placement: String?

    @Option(help: "Ask this recommender, as the recipe names it.")
    var recommender: String?

    mutating func validate() throws {
        guard (1...Limits.listLength).contains(limit) else { throw ValidationError("--limit: \(limit); use 1 to 1000") }
        if placement != nil, recommender != nil { throw ValidationError("use --placement or --recommender, not both") }
    }
}
