// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mining

/// What `rules` found.
struct MinedBaskets {
    var names: [String]
    var basketCount: Int
    /// The sets, unless groups of baskets were mined each on their own.
    var sets: ItemSets?
    /// Sets found in all groups.
    var setCount = 0
    var rules: RuleTable?
    var stop: MiningStop?
    var seconds = 0.0

    init(names: [String], basketCount: Int) { (self.names, self.basketCount) = (names, basketCount) }

    func text(_ items: [UInt32]) -> String { items.map { names[Int($0)] }.joined(separator: ", ") }
}

/// Where to, in which order and how much.
struct RuleOutputOptions: ParsableArguments {
    /// What the best is by.
    enum Order: String, CaseIterable, ExpressibleByArgument {
        case support, confidence, lift, leverage, conviction, zhang

        func value(_ counts: RuleCounts) -> Double {
            switch self {
            case .support: counts.support
            case .confidence: counts.confidence
            case .lift: counts.lift
            case .leverage: counts.leverage
            case .conviction: counts.conviction
            case .zhang: counts.zhang
            }
        }
    }

    @Option(help: "Order of the rules: \(Order.allCases.map(\.rawValue).joined(separator: ", ")).")
    var sort = Order.confidence

    @Option(help: "Lines of the table, and rules of the JSON.")
    var limit = 20

    @Option(help: ArgumentHelp("Write every rule, or every item set when none were asked for.", valueName: "file"))
    var csv: String?

    @Option(
        help: ArgumentHelp(
            "Write the rules as one page: a graph, and a table to sort and filter.", valueName: "file.html"))
    var report: String?

    @Flag(help: "Print counts, time and the best rules as one JSON object instead of a table.")
    var json = false

    private struct Summary: Encodable {
        var baskets: Int
        var itemsets: Int
        var rules: Int?
        var seconds: Double
        var stopped: String?
        /// The best rules, as many as --limit.
        var best: [Rule]?
    }

    private struct Rule: Encodable {
        var antecedent: [String]
        var consequent: [String]
        var segment: String?
        var baskets: Int
        var support: Double
        var confidence: Double
        var lift: Double
        var overall: Figures?
        var windows: [Figures]?

        struct Figures: Encodable {
            var from: String?
            var baskets: Int
            var support: Double?
            var confidence: Double?
            var lift: Double?

            init(_ counts: RuleCounts, from: String? = nil) {
                (self.from, baskets) = (from, counts.both)
                support = counts.baskets > 0 ? counts.support : nil
                confidence = counts.antecedent > 0 ? counts.confidence : nil
                lift = counts.antecedent > 0 && counts.consequent > 0 ? counts.lift : nil
            }
        }
    }

    func write(_ found: MinedBaskets) throws {
        if let csv { try RuleCSV(found).write(to: csv) }
        if let report, let rules = found.rules {
            let order = rules.best(RulesPage.rowLimit, by: sort.value)
            try RulesPage(found: found, rules: rules, order: order).write(to: report)
        }
        if json { return try JSONLine.print(summary(found)) }
        print(table(found).text)
        let rules = found.rules.map { ", \($0.count) rules" } ?? ""
        print(
            "\(found.basketCount) baskets, \(found.setCount) item sets\(rules) in \(Figures.rounded(found.seconds, 3)) s"
        )
    }

    private func summary(_ found: MinedBaskets) -> Summary {
        Summary(
            baskets: found.basketCount, itemsets: found.setCount, rules: found.rules?.count,
            seconds: Figures.rounded(found.seconds, 4), stopped: found.stop?.rawValue,
            best: found.rules.map { rules in
                rules.best(limit, by: sort.value).map { rule(rules[$0], of: rules, found) }
            })
    }

    private func rule(_ row: RuleRow, of rules: RuleTable, _ found: MinedBaskets) -> Rule {
        let windows = zip(rules.windows, row.windows).map { Rule.Figures($1, from: $0) }
        return Rule(
            antecedent: row.antecedent.map { found.names[Int($0)] },
            consequent: row.consequent.map { found.names[Int($0)] }, segment: row.segment, baskets: row.counts.both,
            support: row.counts.support, confidence: row.counts.confidence, lift: row.counts.lift,
            overall: row.overall.map { Rule.Figures($0) }, windows: rules.windows.isEmpty ? nil : windows)
    }

    private func table(_ found: MinedBaskets) -> TextTable {
        guard let rules = found.rules else { return table(of: found.sets, found) }
        let figures = [RuleFigure.confidence, .lift, .leverage, .zhang] + rules.comparison
        var table = TextTable(
            ["who has", "also has"] + (rules.hasSegments ? ["segment"] : []) + ["baskets"] + figures.map(\.name))
        for row in rules.best(limit, by: sort.value).map({ rules[$0] }) {
            table.add(
                [found.text(row.antecedent), found.text(row.consequent)] + (row.segment.map { [$0] } ?? [])
                    + ["\(row.counts.both)"]
                    + figures.map { $0.value(row).map { "\(Figures.rounded($0, 4))" } ?? "-" })
        }
        return table
    }

    private func table(of sets: ItemSets?, _ found: MinedBaskets) -> TextTable {
        var table = TextTable(["baskets", "items"])
        guard let sets else { return table }
        let order = (0..<sets.count).sorted { (sets.support(of: $1), $0) < (sets.support(of: $0), $1) }
        for set in order.prefix(max(0, limit)) { table.add(["\(sets.support(of: set))", found.text(sets[set])]) }
        return table
    }
}
