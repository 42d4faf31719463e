// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker bought-together`.
struct BoughtTogetherCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bought-together", abstract: "What is bought with this item?",
        discussion: """
            Needs a recommender of kind co-occurrence in the snapshot. Each item comes with the orders that hold both, \
            confidence (the part of this item's orders), lift (times as often as by chance) and p.

              wicker bought-together --item 85123A --limit 5
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var companions: CompanionArguments

    func run() async throws {
        let request = companions.request
        let response = try await client.ask { try await $0.boughtTogether(request) }
        try CompanionOutput(response).print(asJSON: client.json, subject: "bought with \(companions.item)")
    }
}

/// `wicker also-viewed`.
struct AlsoViewedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "also-viewed", abstract: "What do those look at who look at this item?",
        discussion: """
            Needs a recommender of kind co-occurrence with from: view in the snapshot; one with to: purchase tells what \
            is bought after a look.

              wicker also-viewed --item 85123A
              wicker also-viewed --item 85123A --recommender viewed-then-bought
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var companions: CompanionArguments

    func run() async throws {
        let request = companions.request
        let response = try await client.ask { try await $0.alsoViewed(request) }
        try CompanionOutput(response).print(asJSON: client.json, subject: "looked at with \(companions.item)")
    }
}

/// `wicker alternatives`.
struct AlternativesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alternatives", abstract: "What can stand for this item?",
        discussion: """
            Needs a recommender of kind substitutes in the snapshot. Same category first; only what is in stock, unless \
            asked otherwise.

              wicker alternatives --item 85123A
              wicker alternatives --item 85123A --recommender up-sell
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var companions: CompanionArguments

    func run() async throws {
        let request = companions.request
        let response = try await client.ask { try await $0.alternatives(request) }
        try CompanionOutput(response).print(asJSON: client.json, subject: "instead of \(companions.item)")
    }
}
