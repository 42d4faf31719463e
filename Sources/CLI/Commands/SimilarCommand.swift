// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Shop
import WickerClient
import Wire

/// `wicker similar`.
struct SimilarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar", abstract: "What is like this item?",
        discussion: """
              wicker similar --item 85123A --limit 5
              wicker similar --item 85123A --by content --explain

            By behaviour, items are alike that the same customers want; by content, those of which the shop says the same: \
            category, brand, tags, words, numbers. Content needs a recommender of that kind in the recipe.
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    @Option(help: "The item's id.")
    var item: String

    @Option(help: "The slot on the page, as the recipe names it.")
    var placement = "product"

    @Option(help: "What likeness is seen by: behaviour, content or both.")
    var by = Likeness.behaviour

    @Option(help: "For whom: what the shop's rules keep from such customers is left out.")
    var user: String?

    @Flag(help: "Say which features make each item like this one.")
    var explain = false

    func run() async throws {
        let request = SimilarItemsRequest(
            item: item, limit: list.limit, placement: placement, exclude: list.exclude,
            includesOutOfStock: list.includeOutOfStock, by: by, explains: explain, user: user)
        let response = try await client.ask { try await $0.similarItems(request) }
        try RecommendationOutput(response).print(asJSON: client.json, subject: "like \(item)")
    }
}

extension Likeness: ExpressibleByArgument {}
