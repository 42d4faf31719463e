// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker audience`.
struct AudienceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audience", abstract: "Which customers are most likely to want this item?",
        discussion: """
            Looks at every customer, so give it time where there are many. Those who have bought or rated the item are \
            left out.

              wicker audience --item 85123A --limit 100 --timeout 60
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: UserListArguments

    @Option(help: "The item's id.")
    var item: String

    @Flag(help: "Also list customers who have bought or rated the item.")
    var includeOwners = false

    func run() async throws {
        let request = AudienceRequest(
            item: item, limit: list.limit, placement: list.placement, recommender: list.recommender,
            includesOwners: includeOwners)
        let response = try await client.ask { try await $0.audience(request) }
        try UserListOutput(response).print(asJSON: client.json, subject: "for \(item)")
    }
}
