// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker choose`.
struct ChooseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "choose",
        abstract: "Which items suit best what the customer says counts?",
        discussion: """
            An item's utility is Σ weight · value, over attributes. A criterion is written NAME:FUNCTION:PARAMETERS=WEIGHT; \
            NAME is an attribute of the items, or price, stock, brand, tags, category. Functions give values from 0 to 1:

              price:linear:100:0=2          1 at 0, 0 at 100 and above: cheap counts twice as much as the next
              size:target:42:2=1            1 at 42, 0 at 40 and below, at 44 and above
              memory:diminishing:0:8=0.5    0 at 0, ½ at 8, towards 1
              quality:ordinal:poor,fair,good=1
              brand:table:Acme=1,Brown=0.5,*=0.1=1     * is every other word
              organic:plain=0.3             the attribute as it is: yes is 1, a number itself

            Without =WEIGHT, the customer's own attributes weight.NAME say it (--user). Without any criterion, the weights \
            are those that the published snapshot has learned from choices, of the customer's segment if it has one; \
            wicker-train choices shows them. Worth is what one more of a value is worth in the price's unit.

              wicker choose --by price:linear:50:0=1 --by stars:linear:1:5=2 --category Home --category Lamps
              wicker choose --user anna
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    @Option(
        name: .customLong("by"), help: "A criterion; may be given several times.",
        transform: CriterionArgument.init(_:))
    var criteria: [CriterionArgument] = []

    @Option(help: "Whose own weights, or whose segment's, count.")
    var user: String?

    @Option(help: "The segment whose learned weights count.")
    var segment: String?

    @Option(help: "Only items of this category or below it; from the root, once a level.")
    var category: [String] = []

    @Option(help: "Whose learned weights, as the recipe names the recommender.")
    var recommender: String?

    func run() async throws {
        let request = RecommendByUtilityRequest(
            criteria: criteria.map(\.criterion), user: user, segment: segment, category: category, limit: list.limit,
            exclude: list.exclude, includesOutOfStock: list.includeOutOfStock, recommender: recommender)
        let response = try await client.ask { try await $0.recommendByUtility(request) }
        try UtilityOutput(response).print(asJSON: client.json)
    }
}
