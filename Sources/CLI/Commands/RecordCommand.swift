// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Import
import Shop
import WickerClient
import Wire

/// `wicker record`.
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Tell the server what a customer did.",
        discussion: """
            When the command ends with success the event is on disk, and the next recommendation knows of it.

              wicker record --user anna --item 85123A --type purchase --quantity 2 --price 2.55
            """)

    @OptionGroup var client: ClientOptions

    @Option(help: "The customer's id; may be left out where --order or --session is given.")
    var user = ""

    @Option(help: "The item's id.")
    var item: String

    @Option(help: "view, cart, purchase, wishlist, rating, return, impression, click, or the shop's own word.")
    var type = "view"

    @Option(help: "When: epoch seconds or milliseconds, or ISO 8601; default now.")
    var at: String?

    @Option(help: "The event's own id; the same id counts once.")
    var id: String?

    @Option(help: "A rating, or whatever the type measures.")
    var value: Double?

    @Option(help: "Pieces.")
    var quantity: Double?

    @Option(help: "Price of one piece.")
    var price: Double?

    @Option(help: "The order it belongs to.")
    var order: String?

    @Option(help: "The session it happened in.")
    var session: String?

    func run() async throws {
        let event = Event(
            user: user, item: item, type: type, timestamp: try timestamp(), value: value, quantity: quantity,
            price: price, order: order, session: session, id: id)
        let response = try await client.ask { try await $0.recordEvents([event]) }
        if let rejection = response.rejections.first {
            throw CommandError("\(rejection.field): \(rejection.reason)")
        }
        let output = RecordOutput(accepted: response.accepted, duplicates: response.duplicates)
        if client.json { return try printJSON(output) }
        print(output.accepted == 1 ? "recorded" : "known already: an event of that id was recorded before")
    }

    private func timestamp() throws -> Timestamp {
        guard let at else { return .now }
        guard let timestamp = Timestamp(parsing: at) else {
            throw CommandError("--at: “\(at)” is no time; write 1700000000 or 2026-01-31T12:00:00Z")
        }
        return timestamp
    }
}

/// What `wicker record --json` prints.
private struct RecordOutput: Encodable {
    var accepted: Int
    var duplicates: Int
}
