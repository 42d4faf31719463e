// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker attributes`.
struct AttributesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attributes", abstract: "Which attributes do the items have, and can be asked for?",
        discussion: "  wicker attributes --server 127.0.0.1:7700")

    @OptionGroup var client: ClientOptions

    private struct Attribute: Encodable {
        enum CodingKeys: String, CodingKey {
            case name, kind, items, words, strays
            case leftOut = "left_out"
        }

        var name: String
        var kind: String?
        var items: Int
        var words: Int
        var strays: Int
        var leftOut: String?
    }

    private struct Output: Encodable {
        var attributes: [Attribute]
        var items: Int
    }

    func run() async throws {
        let response = try await client.ask { try await $0.describeAttributes() }
        let attributes = response.attributes.map {
            Attribute(
                name: $0.name, kind: $0.kind.isEmpty ? nil : $0.kind, items: $0.items, words: $0.words,
                strays: $0.strays, leftOut: $0.leftOut)
        }
        if client.json { return try printJSON(Output(attributes: attributes, items: response.items)) }
        print("\(response.items) items")
        var table = TextTable(["attribute", "kind", "items", "words", ""])
        for attribute in attributes {
            let note =
                attribute.leftOut.map { "left out: \($0)" }
                ?? (attribute.strays > 0 ? "\(attribute.strays) items have another kind: cannot be asked for" : "")
            table.append([
                attribute.name, attribute.kind ?? "", "\(attribute.items)",
                attribute.words > 0 ? "\(attribute.words)" : "", note,
            ])
        }
        print(table.text, terminator: "")
    }
}
