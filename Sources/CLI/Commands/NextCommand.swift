// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker next`.
struct NextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "What comes next in this visit?",
        discussion: """
            Name the visit's items, oldest first, or the session they were recorded with; nobody needs to be known. A \
            session that ended a second ago counts already. Items that the shop has never named are ignored and reported.

              wicker next 21553 20071 8762
              wicker next --session 7f3a --explain
              wicker next 8762 --session 7f3a          (these items; the recorded session is not its own neighbour)

            Recording needs no customer where it names a session:

              wicker record --session 7f3a --item 8762
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    @Argument(help: "Items of the visit, oldest first.")
    var items: [String] = []

    @Option(help: "The session's id.")
    var session: String?

    @Option(help: "For whom: what the shop's rules keep from such customers is left out.")
    var user: String?

    @Option(help: "The slot on the page, as the recipe names it; default: the one for sessions.")
    var placement: String?

    @Flag(help: "Say which of the visit's items speak for each answer.")
    var explain = false

    @Flag(inversion: .prefixedNo, help: "Drop all of the visit's items; default: as the placement says.")
    var excludeSeen: Bool?

    func validate() throws {
        if items.isEmpty, session == nil { throw ValidationError("Name items of the visit, or its --session.") }
    }

    func run() async throws {
        let request = NextInSessionRequest(
            items: items, session: session, limit: list.limit, placement: placement, exclude: list.exclude,
            excludesSeen: excludeSeen, includesOutOfStock: list.includeOutOfStock, explains: explain,
            user: user)
        let response = try await client.ask { try await $0.nextInSession(request) }
        try NextOutput(response).print(asJSON: client.json, subject: "after \(items.last ?? session ?? "")")
    }
}

/// What `wicker next` prints: a list as other commands print it, and what was not known.
private struct NextOutput: Encodable {
    var list: RecommendationOutput
    var unknown: [String]

    enum CodingKeys: String, CodingKey { case unknown }

    init(_ response: NextInSessionResponse) {
        list = RecommendationOutput(
            RecommendResponse(
                recommendationID: response.recommendationID, snapshot: response.snapshot, items: response.items,
                isPersonalised: response.isPersonalised))
        unknown = response.unknown
    }

    func encode(to encoder: any Encoder) throws {
        try list.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(unknown, forKey: .unknown)
    }

    func print(asJSON: Bool, subject: String) throws {
        if asJSON { return try printJSON(self) }
        try list.print(asJSON: false, subject: subject)
        if !unknown.isEmpty { Swift.print("never named by the shop: \(unknown.joined(separator: ", "))") }
    }
}
