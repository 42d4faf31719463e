// SPDX-License-Identifier: Apache-2.0

import Wire

/// What `wicker find` prints.
struct FindOutput: Encodable {
    struct Item: Encodable {
        var id: String
        var score: Double
        var points: [String: Double]
    }

    struct Dropped: Encodable {
        var requirement: String
        var nearest: Double?
    }

    struct Relaxation: Encodable {
        var dropped: [Dropped]
        var count: Int
        var items: [Item]
    }

    enum CodingKeys: String, CodingKey {
        case count, items, relaxations, snapshot, personalised
        case relaxationCount = "relaxation_count"
        case recommendationID = "recommendation_id"
    }

    var count: Int
    var items: [Item]
    var relaxations: [Relaxation]
    var relaxationCount: Int
    var snapshot: UInt64
    var recommendationID: String
    var personalised: Bool

    init(_ response: FindMatchingResponse, _ asked: RequirementArguments) {
        func name(_ position: Int) -> String {
            position < asked.written.count ? asked.written[position] : "requirement \(position)"
        }
        func item(_ item: MatchingItem) -> Item {
            let points = item.points.map { (name($0.requirement), $0.points) }
            return Item(id: item.id, score: item.score, points: Dictionary(points, uniquingKeysWith: +))
        }
        count = response.count
        items = response.items.map(item)
        relaxations = response.relaxations.map { relaxation in
            Relaxation(
                dropped: relaxation.dropped.map {
                    Dropped(requirement: $0.requirement.map(name) ?? "--goes-with", nearest: $0.nearest)
                }, count: relaxation.count, items: relaxation.items.map(item))
        }
        relaxationCount = response.relaxationCount
        snapshot = response.snapshot
        recommendationID = response.recommendationID
        personalised = response.isPersonalised
    }

    func print(asJSON: Bool) throws {
        if asJSON { return try printJSON(self) }
        Swift.print(count == 1 ? "1 item is so" : "\(count) items are so")
        if !items.isEmpty { Swift.print(Self.table(items), terminator: "") }
        if relaxations.isEmpty { return }
        let rest = relaxationCount > relaxations.count ? ", the first \(relaxations.count) of \(relaxationCount)" : ""
        Swift.print("give up\(rest):")
        for relaxation in relaxations {
            let dropped = relaxation.dropped.map { dropped in
                "“\(dropped.requirement)”" + (dropped.nearest.map { " (nearest \($0))" } ?? "")
            }
            Swift.print(
                "  \(dropped.joined(separator: " and ")): \(relaxation.count) items, such as "
                    + relaxation.items.map(\.id).joined(separator: ", "))
        }
    }

    private static func table(_ items: [Item]) -> String {
        var table = TextTable(["", "item", "score", "for"])
        for (position, item) in items.enumerated() {
            let points = item.points.filter { $0.value > 0 }.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
            let reasons = points.map { "\($0.key) \($0.value.text(decimals: 2))" }.joined(separator: ", ")
            table.append(["\(position + 1)", item.id, item.score.text(decimals: 2), reasons])
        }
        return table.text
    }
}
