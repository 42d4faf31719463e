// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker critique`.
struct CritiqueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "critique", abstract: "What is like this item, but cheaper, newer, larger?",
        discussion: """
            Answers with what remains, the most similar first, and with differences that many of those have together.

              wicker critique --like camera-1 --cheaper --other brand
              wicker critique --earlier 'camera-1: lower price' --like camera-7 --lower weight

            Earlier rounds stay in force until a newer one contradicts them.
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var list: ListArguments

    @Option(help: "The item that was shown.")
    var like: String

    @Option(help: "An earlier round, oldest first: 'ITEM: lower price, other brand'; may be given several times.")
    var earlier: [String] = []

    @Flag(help: "With a lower price.")
    var cheaper = false

    @Flag(help: "With a higher price.")
    var dearer = false

    @Flag(help: "In the shop since later: a higher available_from.")
    var newer = false

    @Option(help: "With less of an attribute; may be given several times.")
    var lower: [String] = []

    @Option(name: [.customLong("higher"), .customLong("larger")], help: "With more of an attribute; likewise.")
    var higher: [String] = []

    @Option(help: "With the same value of an attribute; likewise.")
    var same: [String] = []

    @Option(help: "With another value of an attribute; likewise.")
    var other: [String] = []

    @Option(name: .customLong("where"), help: "What an item must meet besides, as in wicker find; likewise.")
    var required: [String] = []

    @Option(help: "What is wished for besides, as in wicker find; likewise.")
    var prefer: [String] = []

    @Option(help: "For whom: what the shop's rules keep from such customers is left out.")
    var user: String?

    @Flag(help: "Also return items of other categories.")
    var anyCategory = false

    func run() async throws {
        let asked = try RequirementArguments(required: required, prefer: prefer)
        let request = CritiqueRequest(
            steps: try earlier.map(Self.step) + [CritiqueStep(item: like, critiques: critiques)],
            requirements: asked.messages, limit: list.limit, exclude: list.exclude,
            includesOutOfStock: list.includeOutOfStock, anyCategory: anyCategory, user: user)
        let response = try await client.ask { try await $0.critique(request) }
        try CritiqueOutput(response).print(asJSON: client.json, subject: "like \(like)")
    }

    private var critiques: [AttributeCritique] {
        func all(_ names: [String], _ direction: String) -> [AttributeCritique] {
            names.map { AttributeCritique(attribute: $0, direction: direction) }
        }
        return all(lower + (cheaper ? ["price"] : []), "lower") + all(higher + (dearer ? ["price"] : []), "higher")
            + all(newer ? ["available_from"] : [], "higher") + all(same, "same") + all(other, "different")
    }

    /// `ITEM: lower price, other brand`.
    private static func step(_ text: String) throws -> CritiqueStep {
        let failure = CommandError("--earlier: “\(text)” is not of the form 'ITEM: lower price, other brand'")
        guard let colon = text.lastIndex(of: ":") else { throw failure }
        let critiques = try text[text.index(after: colon)...].split(separator: ",").map { part in
            let words = part.split(separator: " ")
            guard words.count == 2 else { throw failure }
            let direction = words[0] == "other" ? "different" : String(words[0])
            return AttributeCritique(attribute: String(words[1]), direction: direction)
        }
        return CritiqueStep(item: String(text[..<colon]), critiques: critiques)
    }
}
