// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Knowledge
import WickerClient
import Wire

/// `wicker find`.
struct FindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Which items are as the customer wants them?",
        discussion: """
            What must be met is given by --where, what is wished for by --prefer, with a weight behind a colon (1 when \
            there is none). When nothing meets all of --where, the answer is what to give up, and what that would give.

              wicker find --where 'price<50' --where 'colour in red,blue' --prefer 'brand=Acme:2'
              wicker find --where 'category within Photo>Lenses' --goes-with camera-1 --prefer 'weight near 200~100'

            Requirements: price<50  price>=10  price between 10..50  weight near 200~50  colour=red  colour!=red
            colour in red,blue  tags has any a,b  tags has all a,b  category within Photo>Cameras  organic=true  size="42"
            The attributes that can be asked for: wicker attributes
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    @Option(name: .customLong("where"), help: "What an item must meet; may be given several times.")
    var required: [String] = []

    @Option(help: "What is wished for, and its weight: brand=Acme:2; may be given several times.")
    var prefer: [String] = []

    @Option(help: "Whose taste decides between items that are otherwise equal.")
    var user: String?

    @Option(help: "The slot whose recommender knows that taste.")
    var placement: String?

    @Option(help: "Only items that the shop's rules let go with this one.")
    var goesWith: String?

    func run() async throws {
        let asked = try RequirementArguments(required: required, prefer: prefer)
        let request = FindMatchingRequest(
            requirements: asked.messages, user: user, placement: placement, limit: list.limit, exclude: list.exclude,
            includesOutOfStock: list.includeOutOfStock, goesWith: goesWith)
        let response = try await client.ask { try await $0.findMatching(request) }
        try FindOutput(response, asked).print(asJSON: client.json)
    }
}
