// SPDX-License-Identifier: Apache-2.0

import Shop
import Wire

/// What goes with a basket, as the command prints it.
struct CrossSellOutput: Encodable {
    struct Item: Encodable {
        var id: String
        var score: Float
        var antecedent: [String]
        var antecedentCategory: [String]?
        var rule: String?
        var count: Int
        var support: Float
        var confidence: Float
        var lift: Float
        var delay: DelayOutput?
        var fallback: Bool
    }

    var items: [Item]
    var unknown: [String]
    var cart: [String]
    var snapshot: UInt64
    var recommender: String
    var recommendationID: String

    init(_ response: CrossSellResponse) {
        items = response.items.map {
            Item(
                id: $0.id, score: $0.score, antecedent: $0.antecedent,
                antecedentCategory: $0.antecedentCategory.isEmpty ? nil : $0.antecedentCategory,
                rule: $0.rule.isEmpty ? nil : $0.rule,
                count: $0.count, support: $0.support, confidence: $0.confidence, lift: $0.lift,
                delay: $0.delay.map(DelayOutput.init), fallback: $0.isFallback)
        }
        (unknown, cart) = (response.unknown, response.cart)
        (snapshot, recommender) = (response.snapshot, response.recommender)
        recommendationID = response.recommendationID
    }

    /// Prints it for a program or for a person.
    func print(asJSON: Bool, basket: [String]) throws {
        if asJSON { return try printJSON(self) }
        if snapshot == 0 { return Swift.print("no snapshot is published yet: run wicker-train fit") }
        let subject = basket.isEmpty ? "nothing in the cart" : "with " + basket.joined(separator: ", ")
        Swift.print("\(subject) (snapshot \(snapshot), \(recommender))")
        if !unknown.isEmpty {
            Swift.print("ignored, because the shop has never named them: \(unknown.joined(separator: ", "))")
        }
        if items.isEmpty { return Swift.print("nothing") }
        var table = TextTable(["", "item", "score", "because of", "baskets", "confidence", "lift", DelayOutput.heading])
        for (position, item) in items.enumerated() {
            let start = ["\(position + 1)", item.id, Double(item.score).text(decimals: 4)]
            let rule =
                item.fallback
                ? ["(everybody likes it)", "", "", "", ""]
                : item.rule.map { ["\(item.antecedent.joined(separator: ", ")) (\($0))", "", "", "", ""] } ?? [
                    item.antecedentCategory?.categoryText ?? item.antecedent.joined(separator: ", "), "\(item.count)",
                    Double(item.confidence).text(decimals: 3), Double(item.lift).text(decimals: 1),
                    item.delay?.text ?? "",
                ]
            table.append(start + rule)
        }
        Swift.print(table.text, terminator: "")
    }
}
