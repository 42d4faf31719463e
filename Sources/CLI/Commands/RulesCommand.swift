// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Shop
import WickerClient
import Wire

/// `wicker rules`.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "The rules that cross-selling answers from.",
        discussion: """
            A rule: who has these items also has that one. Rules are learnt by wicker-train fit from a recipe with a \
            recommender of kind rules; wicker-train rules mines without publishing. One of kind sequential-rules has rules \
            of what follows some days later: name it with --recommender.

              wicker rules --sort lift --min-count 50
              wicker rules --item 22697 --side antecedent
              wicker rules --category "Kitchen > Cups" --limit 50
              wicker rules --recommender sequential-rules --sort lift
              wicker rules --all --csv > rules.csv
            """)

    @OptionGroup var client: ClientOptions

    @Option(help: "Only rules with this item.")
    var item: String?

    @Option(help: "Only rules with an item of this category or below it, its levels separated by >.")
    var category: String?

    @Option(help: "Where the item or category must stand: \(Self.sides).")
    var side = RuleSide.either

    @Option(help: "Fewest baskets with both sides.")
    var minCount = 0

    @Option(help: "Least confidence, 0 to 1.")
    var minConfidence = 0.0

    @Option(help: "Least lift.")
    var minLift = 0.0

    @Option(help: "What the best is by: \(RuleMeasure.allCases.map(\.rawValue).joined(separator: ", ")).")
    var sort = RuleMeasure.score

    @Option(help: "Rules to list.")
    var limit = 20

    @Flag(help: "List all of them.")
    var all = false

    @Option(help: "The recommender to ask, as the recipe names it (default: the first of kind rules).")
    var recommender: String?

    @Flag(help: "Print comma-separated values instead of a table.")
    var csv = false

    private static let sides = RuleSide.allCases.map(\.rawValue).joined(separator: ", ")
    private static let largestPage = 1_000

    func validate() throws {
        guard limit > 0, minCount >= 0 else {
            throw ValidationError("--limit must be above 0, --min-count not below 0.")
        }
        guard !(csv && client.json) else { throw ValidationError("Give --csv or --json, not both.") }
    }

    func run() async throws {
        let found = try await client.ask { client in try await pages(from: client) }
        let output = RulesOutput(found)
        if csv { Swift.print(output.csv, terminator: "") } else { try output.print(asJSON: client.json) }
    }

    /// As many pages as it takes.
    private func pages(from client: WickerClient) async throws -> RulesResponse {
        let wanted = all ? Int.max : limit
        var request = RulesRequest()
        (request.recommender, request.item, request.side, request.sort) = (recommender, item, side, sort)
        request.category = category?.split(separator: ">").map { $0.trimmingBlanks } ?? []
        (request.minimumCount, request.minimumConfidence, request.minimumLift) = (minCount, minConfidence, minLift)
        request.pageSize = min(wanted, Self.largestPage)
        var found = try await client.rules(request)
        while found.rules.count < wanted, let token = found.nextPageToken {
            request.pageToken = token
            request.pageSize = min(wanted - found.rules.count, Self.largestPage)
            let page = try await client.rules(request)
            found.rules += page.rules
            found.nextPageToken = page.nextPageToken
        }
        return found
    }
}

extension Substring {
    /// Without the blanks around it.
    fileprivate var trimmingBlanks: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

extension RuleSide: ExpressibleByArgument {}
extension RuleMeasure: ExpressibleByArgument {}
