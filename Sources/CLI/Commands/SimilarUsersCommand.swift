// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker similar-users`.
struct SimilarUsersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar-users", abstract: "Who is like this customer?",
        discussion: """
            Asks the first recommender of the snapshot that keeps users (user-knn is one), unless told which.

              wicker similar-users --user anna --limit 5
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: UserListArguments

    @Option(help: "The customer's id.")
    var user: String

    func run() async throws {
        let request = SimilarUsersRequest(
            user: user, limit: list.limit, placement: list.placement, recommender: list.recommender)
        let response = try await client.ask { try await $0.similarUsers(request) }
        try UserListOutput(response).print(asJSON: client.json, subject: "like \(user)")
    }
}
