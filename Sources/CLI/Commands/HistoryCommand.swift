// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Shop
import WickerClient
import Wire

/// `wicker history`.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What did this customer do? Newest first.",
        discussion: "  wicker history --user anna --limit 20")

    @OptionGroup var client: ClientOptions

    @Option(help: "The customer's id.")
    var user: String

    @Option(help: "Most events to show, 1 to 1,000.")
    var limit = 20

    mutating func validate() throws {
        guard (1...Limits.listLength).contains(limit) else { throw ValidationError("--limit: \(limit); use 1 to 1000") }
    }

    @Option(help: "Goes on after the page before: its next_page_token.")
    var page: String?

    func run() async throws {
        let request = HistoryRequest(user: user, pageSize: limit, pageToken: page)
        let response = try await client.ask { try await $0.history(request) }
        let events = response.events.map(EventOutput.init)
        if client.json {
            return try printJSON(HistoryOutput(user: user, events: events, nextPageToken: response.nextPageToken))
        }
        if events.isEmpty { return print("\(user) has no events") }
        var table = TextTable(["time", "type", "item", "quantity", "price", "value"])
        for event in events {
            let numbers = [event.quantity, event.price, event.value].map { $0.map { "\($0)" } ?? "" }
            table.append([event.time, event.type, event.item] + numbers)
        }
        print(table.text, terminator: "")
        if let token = response.nextPageToken { print("more: --page \(token)") }
    }
}

/// An event as `wicker history` prints it.
private struct EventOutput: Encodable {
    var item: String
    var type: String
    var time: String
    var value: Double?
    var quantity: Double?
    var price: Double?
    var order: String?
    var session: String?
    var id: String?

    init(_ event: Event) {
        item = event.item
        type = event.type
        time = Date(timeIntervalSince1970: Double(event.timestamp.milliseconds) / 1_000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: event.timestamp.milliseconds % 1_000 != 0))
        value = event.value
        quantity = event.quantity
        price = event.price
        order = event.order
        session = event.session
        id = event.id
    }
}

/// What `wicker history --json` prints.
private struct HistoryOutput: Encodable {
    enum CodingKeys: String, CodingKey {
        case user
        case events
        case nextPageToken = "next_page_token"
    }

    var user: String
    var events: [EventOutput]
    var nextPageToken: String?
}
