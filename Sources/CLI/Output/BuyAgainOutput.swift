// SPDX-License-Identifier: Apache-2.0

import Shop
import Wire

/// A list of items to buy again as the command prints it.
struct BuyAgainOutput: Encodable {
    struct Item: Encodable {
        var id: String
        var probability: Float
        var purchases: Int
        var lastBought: String
        var intervalDays: Double
        var dueSince: String
        var isDue: Bool

        enum CodingKeys: String, CodingKey {
            case id, probability, purchases
            case lastBought = "last_bought"
            case intervalDays = "interval_days"
            case dueSince = "due_since"
            case isDue = "due"
        }
    }

    enum CodingKeys: String, CodingKey {
        case items
        case snapshot
        case recommender
        case horizonDays = "horizon_days"
        case recommendationID = "recommendation_id"
    }

    var items: [Item]
    var snapshot: UInt64
    var recommender: String
    var horizonDays: Double
    var recommendationID: String

    init(_ response: BuyAgainResponse) {
        let now = Timestamp.now
        items = response.items.map { item in
            Item(
                id: item.id, probability: item.probability, purchases: item.purchases,
                lastBought: Self.day(of: item.lastBought), intervalDays: item.intervalDays,
                dueSince: Self.day(of: item.dueSince), isDue: item.dueSince <= now)
        }
        snapshot = response.snapshot
        recommender = response.recommender
        horizonDays = response.horizonDays
        recommendationID = response.recommendationID
    }

    /// Prints it for a program or for a person; `subject` says whose list it is.
    func print(asJSON: Bool, subject: String) throws {
        if asJSON { return try printJSON(self) }
        if snapshot == 0 { return Swift.print("\(subject) (no snapshot is published yet: run wicker-train fit)") }
        Swift.print("\(subject) (snapshot \(snapshot), \(recommender), chance within \(Int(horizonDays)) days)")
        if items.isEmpty { return Swift.print("nothing") }
        var table = TextTable(["", "item", "chance", "bought", "last", "every (days)", "due since"])
        for (position, item) in items.enumerated() {
            table.append([
                "\(position + 1)", item.id, Double(item.probability).text(decimals: 3), "\(item.purchases)",
                item.lastBought, item.intervalDays.text(decimals: 1), item.isDue ? item.dueSince : "",
            ])
        }
        Swift.print(table.text, terminator: "")
    }

    private static func day(of moment: Timestamp) -> String { CalendarDay(of: moment).text }
}
