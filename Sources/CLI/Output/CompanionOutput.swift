// SPDX-License-Identifier: Apache-2.0

import Shop
import Wire

/// A list of companions as the commands print it.
struct CompanionOutput: Encodable {
    struct Item: Encodable {
        var id: String
        var score: Float
        var pair: Pair?
        var substitute: Substitute?
    }

    struct Pair: Encodable {
        var count: Int
        var fromCount: Int
        var toCount: Int
        var groupCount: Int
        var support: Double
        var confidence: Double
        var lift: Double
        var p: Double

        enum CodingKeys: String, CodingKey {
            case count, support, confidence, lift, p
            case fromCount = "from_count"
            case toCount = "to_count"
            case groupCount = "group_count"
        }
    }

    struct Substitute: Encodable {
        var coViews: Int
        var commonBuyers: Int
        var boughtTogether: Int
        var expectedTogether: Double
        var isSameCategory: Bool
        var priceRatio: Double?

        enum CodingKeys: String, CodingKey {
            case coViews = "co_views"
            case commonBuyers = "common_buyers"
            case boughtTogether = "bought_together"
            case expectedTogether = "expected_together"
            case isSameCategory = "same_category"
            case priceRatio = "price_ratio"
        }
    }

    enum CodingKeys: String, CodingKey {
        case items
        case snapshot
        case recommender
        case recommendationID = "recommendation_id"
    }

    var items: [Item]
    var snapshot: UInt64
    var recommender: String
    var recommendationID: String

    init(_ response: CompanionsResponse) {
        items = response.items.map { item in
            Item(
                id: item.id, score: item.score, pair: item.pair.map(Pair.init),
                substitute: item.substitute.map(Substitute.init))
        }
        snapshot = response.snapshot
        recommender = response.recommender
        recommendationID = response.recommendationID
    }

    /// Prints it for a program or for a person; `subject` says whose list it is.
    func print(asJSON: Bool, subject: String) throws {
        if asJSON { return try printJSON(self) }
        if snapshot == 0 { return Swift.print("\(subject) (no snapshot is published yet: run wicker-train fit)") }
        Swift.print("\(subject) (snapshot \(snapshot), \(recommender))")
        if items.isEmpty { return Swift.print("nothing") }
        Swift.print(items.contains { $0.substitute != nil } ? substitutes : pairs, terminator: "")
    }

    private var pairs: String {
        var table = TextTable(["", "item", "together", "of", "confidence", "lift", "p"])
        for (position, item) in items.enumerated() {
            let pair = item.pair
            table.append([
                "\(position + 1)", item.id, pair.map { "\($0.count)" } ?? "", pair.map { "\($0.fromCount)" } ?? "",
                pair?.confidence.text(decimals: 3) ?? "", pair?.lift.text(decimals: 2) ?? "",
                pair.map { $0.p < 1e-4 ? "< 0.0001" : $0.p.text(decimals: 4) } ?? "",
            ])
        }
        return table.text
    }

    private var substitutes: String {
        var table = TextTable(
            ["", "item", "score", "looked at with", "same buyers", "bought with", "expected", "price", "category"])
        for (position, item) in items.enumerated() {
            let why = item.substitute
            table.append([
                "\(position + 1)", item.id, Double(item.score).text(decimals: 3), why.map { "\($0.coViews)" } ?? "",
                why.map { "\($0.commonBuyers)" } ?? "", why.map { "\($0.boughtTogether)" } ?? "",
                why?.expectedTogether.text(decimals: 1) ?? "", why?.priceRatio.map { $0.text(decimals: 2) } ?? "",
                why?.isSameCategory == true ? "same" : "",
            ])
        }
        return table.text
    }
}

extension CompanionOutput.Pair {
    fileprivate init(_ pair: PairEvidence) {
        self.init(
            count: pair.count, fromCount: pair.fromCount, toCount: pair.toCount, groupCount: pair.groupCount,
            support: pair.support, confidence: pair.confidence, lift: pair.lift, p: pair.p)
    }
}

extension CompanionOutput.Substitute {
    fileprivate init(_ why: SubstituteEvidence) {
        self.init(
            coViews: why.coViews, commonBuyers: why.commonBuyers, boughtTogether: why.boughtTogether,
            expectedTogether: why.expectedTogether, isSameCategory: why.isSameCategory, priceRatio: why.priceRatio)
    }
}
