// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker similar`.
struct SimilarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar", abstract: "What is like this item?",
        discussion: "  wicker similar --item 85123A --limit 5")

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    @Option(help: "The item's id.")
    var item: String

    @Option(help: "The slot on the page, as the recipe names it.")
    var placement = "product"

    func run() async throws {
        let request = SimilarItemsRequest(
            item: item, limit: list.limit, placement: placement, exclude: list.exclude,
            includesOutOfStock: list.includeOutOfStock)
        let response = try await client.ask { try await $0.similarItems(request) }
        try RecommendationOutput(response).print(asJSON: client.json, subject: "like \(item)")
    }
}
