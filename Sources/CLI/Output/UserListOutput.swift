// SPDX-License-Identifier: Apache-2.0

import Shop
import Wire

/// A list of users as the commands print it.
struct UserListOutput: Encodable {
    struct User: Encodable {
        var id: String
        var score: Float
    }

    var users: [User]
    var snapshot: UInt64
    var recommender: String

    init(_ response: UserListResponse) {
        users = response.users.map { User(id: $0.id, score: $0.score) }
        snapshot = response.snapshot
        recommender = response.recommender
    }

    /// Prints it for a program or for a person; `subject` says whose list it is.
    func print(asJSON: Bool, subject: String) throws {
        if asJSON { return try printJSON(self) }
        if snapshot == 0 { return Swift.print("\(subject) (no snapshot is published yet: run wicker-train fit)") }
        Swift.print("\(subject) (snapshot \(snapshot), \(recommender))")
        if users.isEmpty { return Swift.print("nobody") }
        var table = TextTable(["", "user", "score"])
        for (position, user) in users.enumerated() {
            table.append(["\(position + 1)", user.id, Double(user.score).text(decimals: 4)])
        }
        Swift.print(table.text, terminator: "")
    }
}
