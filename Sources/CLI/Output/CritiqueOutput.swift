// SPDX-License-Identifier: Apache-2.0

import Wire

/// What `wicker critique` prints.
struct CritiqueOutput: Encodable {
    struct Critique: Encodable {
        var attribute: String
        var direction: String
    }

    struct Item: Encodable {
        var id: String
        var score: Double
        var similarity: Double
        var differences: [Critique]
    }

    struct Compound: Encodable {
        var critiques: [Critique]
        var count: Int
    }

    struct Dropped: Encodable {
        var step: Int
        var critique: Int
    }

    var count: Int
    var items: [Item]
    var compounds: [Compound]
    var dropped: [Dropped]

    init(_ response: CritiqueResponse) {
        func critique(_ critique: AttributeCritique) -> Critique {
            Critique(attribute: critique.attribute, direction: critique.direction)
        }
        count = response.count
        items = response.items.map {
            Item(id: $0.id, score: $0.score, similarity: $0.similarity, differences: $0.differences.map(critique))
        }
        compounds = response.compounds.map { Compound(critiques: $0.critiques.map(critique), count: $0.count) }
        dropped = response.dropped.map { Dropped(step: $0.step, critique: $0.critique) }
    }

    /// Prints it for a program or for a person; `subject` says what it is like.
    func print(asJSON: Bool, subject: String) throws {
        if asJSON { return try printJSON(self) }
        Swift.print(count == 1 ? "\(subject): 1 item remains" : "\(subject): \(count) items remain")
        for place in dropped {
            Swift.print("no longer in force: critique \(place.critique + 1) of round \(place.step + 1)")
        }
        if items.isEmpty { return }
        var table = TextTable(["", "item", "likeness", "differs in"])
        for (position, item) in items.enumerated() {
            table.append([
                "\(position + 1)", item.id, item.similarity.text(decimals: 3), Self.text(item.differences),
            ])
        }
        Swift.print(table.text, terminator: "")
        if compounds.isEmpty { return }
        Swift.print("many of them have together:")
        for compound in compounds { Swift.print("  \(compound.count): \(Self.text(compound.critiques))") }
    }

    private static func text(_ critiques: [Critique]) -> String {
        critiques.map { "\($0.direction) \($0.attribute)" }.joined(separator: ", ")
    }
}
