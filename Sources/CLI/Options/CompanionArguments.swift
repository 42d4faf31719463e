// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Wire

/// What every command about an item's companions takes.
struct CompanionArguments: ParsableArguments {
    @OptionGroup var list: ListArguments

    @Option(help: "The item's id.")
    var item: String

    @Option(help: "Ask this recommender, as the recipe names it.")
    var recommender: String?

    @Option(help: "For whom: what the shop's rules keep from such customers is left out.")
    var user: String?

    var request: CompanionsRequest {
        CompanionsRequest(
            item: item, limit: list.limit, exclude: list.exclude, includesOutOfStock: list.includeOutOfStock,
            recommender: recommender, user: user)
    }
}
