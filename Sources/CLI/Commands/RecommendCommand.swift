// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker recommend`.
struct RecommendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend",
        abstract: "What should this customer see now?",
        discussion: """
            An unknown user gets what everybody likes, marked as fallback.

              wicker recommend --user anna --limit 5
              wicker recommend --user anna --placement home --explain
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    @Option(help: "The customer's id.")
    var user: String

    @Option(help: "The slot on the page, as the recipe names it.")
    var placement = "home"

    @Flag(help: "Say which of the customer's items speak for each answer.")
    var explain = false

    @Flag(
        inversion: .prefixedNo, help: "Drop what the customer already has events with; default: as the placement says.")
    var excludeSeen: Bool?

    func run() async throws {
        let request = RecommendRequest(
            user: user, limit: list.limit, placement: placement, exclude: list.exclude, excludesSeen: excludeSeen,
            includesOutOfStock: list.includeOutOfStock, explains: explain)
        let response = try await client.ask { try await $0.recommend(request) }
        try RecommendationOutput(response).print(asJSON: client.json, subject: "for \(user)")
    }
}
