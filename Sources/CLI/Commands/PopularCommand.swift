// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker popular`.
struct PopularCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "popular", abstract: "What does everybody like?")

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    func run() async throws {
        let request = PopularRequest(
            limit: list.limit, exclude: list.exclude, includesOutOfStock: list.includeOutOfStock)
        let response = try await client.ask { try await $0.popular(request) }
        try RecommendationOutput(response).print(asJSON: client.json, subject: "popular")
    }
}
