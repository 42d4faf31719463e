// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker compatible`.
struct CompatibleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compatible", abstract: "What goes with this item, what does it need, what must it not meet?",
        discussion: """
            Answers by the rules that the server was given: wicker serve --knowledge FILE.

              wicker compatible --item camera-1
            """)

    @OptionGroup var client: ClientOptions

    @Option(help: "The item's id.")
    var item: String

    @Option(help: "Items listed for each rule, 1 to 1,000.")
    var limit = 10

    @Flag(help: "Also return items that are out of stock.")
    var includeOutOfStock = false

    private struct Finding: Encodable {
        var rule: String
        var relation: String
        var count: Int
        var items: [String]
    }

    func run() async throws {
        let request = CompatibleRequest(item: item, limit: limit, includesOutOfStock: includeOutOfStock)
        let response = try await client.ask { try await $0.compatible(request) }
        let findings = response.findings.map {
            Finding(rule: $0.rule, relation: $0.relation, count: $0.count, items: $0.items)
        }
        if client.json { return try printJSON(["findings": findings]) }
        if findings.isEmpty { return print("no rule speaks of \(item)") }
        for finding in findings {
            print(
                "\(item) \(finding.relation) \(finding.count) \(finding.count == 1 ? "item" : "items") (\(finding.rule))"
            )
            if !finding.items.isEmpty { print("  " + finding.items.joined(separator: ", ")) }
        }
    }
}
