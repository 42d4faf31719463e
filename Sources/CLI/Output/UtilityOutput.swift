// SPDX-License-Identifier: Apache-2.0

import Shop
import Wire

/// Items of most utility as the command prints them.
struct UtilityOutput: Encodable {
    struct Item: Encodable {
        enum CodingKeys: String, CodingKey {
            case id
            case utility
            case partWorths = "part_worths"
        }

        var id: String
        var utility: Double
        var partWorths: [String: Double]
    }

    struct Attribute: Encodable {
        enum CodingKeys: String, CodingKey {
            case attribute
            case weight
            case standardError = "standard_error"
            case willingnessToPay = "willingness_to_pay"
            case willingnessToPayError = "willingness_to_pay_error"
        }

        var attribute: String
        var weight: Double
        var standardError: Double?
        var willingnessToPay: Double?
        var willingnessToPayError: Double?
    }

    enum CodingKeys: String, CodingKey {
        case items
        case attributes
        case source
        case segment
        case snapshot
        case recommendationID = "recommendation_id"
    }

    var items: [Item]
    var attributes: [Attribute]
    var source: String
    var segment: String
    var snapshot: UInt64
    var recommendationID: String

    init(_ response: RecommendByUtilityResponse) {
        let names = response.attributes.map(\.attribute)
        items = response.items.map { item in
            let parts = Dictionary(zip(names, item.partWorths), uniquingKeysWith: +)
            return Item(id: item.id, utility: item.utility, partWorths: parts)
        }
        attributes = response.attributes.map {
            Attribute(
                attribute: $0.attribute, weight: $0.weight, standardError: $0.standardError,
                willingnessToPay: $0.willingnessToPay, willingnessToPayError: $0.willingnessToPayError)
        }
        (source, segment) = (response.source, response.segment)
        (snapshot, recommendationID) = (response.snapshot, response.recommendationID)
    }

    /// Prints it for a program or for a person.
    func print(asJSON: Bool) throws {
        if asJSON { return try printJSON(self) }
        Swift.print(origin)
        var weights = TextTable(["attribute", "weight", "error", "worth", "error"])
        for attribute in attributes {
            let figures = [
                attribute.weight, attribute.standardError, attribute.willingnessToPay, attribute.willingnessToPayError,
            ]
            weights.append([attribute.attribute] + figures.map { $0.map { $0.text(decimals: 4) } ?? "" })
        }
        Swift.print(weights.text)
        if items.isEmpty { return Swift.print("nothing to recommend") }
        var table = TextTable(["", "item", "utility"] + attributes.map(\.attribute))
        for (position, item) in items.enumerated() {
            let parts = attributes.map { (item.partWorths[$0.attribute] ?? 0).text(decimals: 4) }
            table.append(["\(position + 1)", item.id, item.utility.text(decimals: 4)] + parts)
        }
        Swift.print(table.text, terminator: "")
    }

    private var origin: String {
        switch source {
        case "learned": "weights learned from \(segment.isEmpty ? "all customers" : segment) (snapshot \(snapshot))"
        case "profile": "weights of the customer's profile"
        default: "weights as asked for"
        }
    }
}
