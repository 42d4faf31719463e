// SPDX-License-Identifier: Apache-2.0

import Shop
import Wire

/// A list of recommendations as the commands print it.
struct RecommendationOutput: Encodable {
    struct Item: Encodable {
        var id: String
        var score: Float
        var recommender: String
        var fallback: Bool
        var because: [String]?
        var reasons: [Reason]?
    }

    struct Reason: Encodable {
        var field: String
        var value: String
        var weight: Float
    }

    enum CodingKeys: String, CodingKey {
        case items
        case snapshot
        case recommendationID = "recommendation_id"
        case personalised
    }

    var items: [Item]
    var snapshot: UInt64
    var recommendationID: String
    var personalised: Bool

    init(_ response: RecommendResponse) {
        items = response.items.map { item in
            Item(
                id: item.id, score: item.score, recommender: item.recommender, fallback: item.isFallback,
                because: item.because.isEmpty ? nil : item.because,
                reasons: item.reasons.isEmpty
                    ? nil : item.reasons.map { Reason(field: $0.field, value: $0.value, weight: $0.weight) })
        }
        snapshot = response.snapshot
        recommendationID = response.recommendationID
        personalised = response.isPersonalised
    }

    /// Prints it for a program or for a person; `subject` says whose list it is.
    func print(asJSON: Bool, subject: String) throws {
        if asJSON { return try printJSON(self) }
        let origin = snapshot == 0 ? "no snapshot is published yet: run wicker-train fit" : "snapshot \(snapshot)"
        Swift.print("\(subject) (\(origin))")
        if items.isEmpty { return Swift.print("nothing to recommend") }
        let explains = items.contains { $0.because != nil }
        let hasReasons = items.contains { $0.reasons != nil }
        var table = TextTable(
            ["", "item", "score", "by"] + (explains ? ["because of"] : []) + (hasReasons ? ["features"] : []))
        for (position, item) in items.enumerated() {
            let source = item.fallback ? "\(item.recommender) (fallback)" : item.recommender
            let row = ["\(position + 1)", item.id, Double(item.score).text(decimals: 4), source]
            let reasons = item.reasons?.map { "\($0.field) \($0.value) \(Double($0.weight).text(decimals: 4))" } ?? []
            table.append(
                row + (explains ? [item.because?.joined(separator: ", ") ?? ""] : [])
                    + (hasReasons ? [reasons.joined(separator: "; ")] : []))
        }
        Swift.print(table.text, terminator: "")
    }
}
