// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker cross-sell`.
struct CrossSellCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cross-sell", abstract: "What goes with this basket, and why?",
        discussion: """
            Answers from a recommender of kind rules. Each item comes with its best rule: of the baskets with these \
            items, how many held this one too (confidence), and how many times as often as any basket does (lift). \
            “Kitchen > Cups > *” is anything of a category, where items have one. What the shop's own rules say \
            an item needs stands first.

            In the places of --following, and while the list is short, a recommender of kind sequential-rules says what \
            tends to follow the basket and what the user bought lately: of the customers with these items, how many bought \
            this one within so many days, and after how many. Named with --recommender, it is asked alone.

              wicker cross-sell 22697 22698
              wicker cross-sell 22697 --user anna         (what the shop's rules keep from her is left out)
              wicker cross-sell 22697 --following 2
              wicker cross-sell 22697 --recommender sequential-rules
              wicker cross-sell --user anna --fill        (what she last put into the cart and has not bought)
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    @Argument(help: "Ids of the items in the basket.")
    var basket: [String] = []

    @Option(help: "For whom; without a basket, whose cart it is.")
    var user: String?

    @Option(
        help:
            "The recommender to ask, as the recipe names it (default: the first of kind rules, then of kind sequential-rules)."
    )
    var recommender: String?

    @Option(
        help: "Places at the end of the list kept for what tends to follow (default: what the basket's rules leave).")
    var following = 0

    @Flag(help: "Fill a short list up with what everybody likes.")
    var fill = false

    func validate() throws {
        guard following >= 0 else { throw ValidationError("--following must not be below 0.") }
        if basket.isEmpty, user == nil { throw ValidationError("Give the items of a basket, or --user.") }
    }

    func run() async throws {
        let request = CrossSellRequest(
            basket: basket, user: user, limit: list.limit, recommender: recommender, exclude: list.exclude,
            includesOutOfStock: list.includeOutOfStock, fills: fill, following: following)
        let response = try await client.ask { try await $0.crossSell(request) }
        try CrossSellOutput(response).print(asJSON: client.json, basket: basket.isEmpty ? response.cart : basket)
    }
}
