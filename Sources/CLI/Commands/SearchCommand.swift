// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker search`.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Which items are these words about?",
        discussion: """
              wicker search red wool scarf
              wicker search 无线耳机 --limit 5

            Titles, descriptions, brands, categories and tags are searched, best match first. It needs a recommender of kind \
            content in the recipe.
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    @Argument(help: "Words, in any language.")
    var words: [String]

    func run() async throws {
        let query = words.joined(separator: " ")
        let request = SearchItemsRequest(
            query: query, limit: list.limit, exclude: list.exclude, includesOutOfStock: list.includeOutOfStock)
        let response = try await client.ask { try await $0.searchItems(request) }
        try RecommendationOutput(response).print(asJSON: client.json, subject: "about “\(query)”")
    }
}
