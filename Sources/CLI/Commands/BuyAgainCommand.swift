// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker buy-again`.
struct BuyAgainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "buy-again", abstract: "Which of their items is this customer due to buy again?",
        discussion: """
            Needs a recommender of kind replenishment in the snapshot. Each item comes with the chance of a purchase \
            within the recipe's horizon, the last one, and the days expected between two.

              wicker buy-again --user anna
              wicker buy-again --user anna --due-only --limit 5
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    @Option(help: "The customer's id.")
    var user: String

    @Option(help: "Ask this recommender, as the recipe names it.")
    var recommender: String?

    @Flag(help: "Leave out items whose interval has not passed.")
    var dueOnly = false

    func run() async throws {
        let request = BuyAgainRequest(
            user: user, limit: list.limit, exclude: list.exclude, includesOutOfStock: list.includeOutOfStock,
            recommender: recommender, dueOnly: dueOnly)
        let response = try await client.ask { try await $0.buyAgain(request) }
        try BuyAgainOutput(response).print(asJSON: client.json, subject: "again for \(user)")
    }
}
