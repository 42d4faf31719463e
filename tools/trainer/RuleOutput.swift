// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FoundationEssentials
import Mining

/// What `rules` found.
struct MinedBaskets {
    var names: [String]
    var basketCount: Int
    var sets: ItemSets
    var rules: AssociationRules?
    var stop: MiningStop?
    var seconds = 0.0

    init(names: [String], basketCount: Int, sets: ItemSets) {
        self.names = names
        self.basketCount = basketCount
        self.sets = sets
        stop = sets.stop
    }

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

    @Option(help: "Lines of the table.")
    var limit = 20

    @Option(help: ArgumentHelp("Write every rule, or every item set when none were asked for.", valueName: "file"))
    var csv: String?

    @Option(
        help: ArgumentHelp(
            "Write the rules as one page: a graph, and a table to sort and filter.", valueName: "file.html"))
    var report: String?

    @Flag(help: "Print counts and time as one JSON object instead of a table.")
    var json = false

    private struct Summary: Encodable {
        var baskets: Int
        var itemsets: Int
        var rules: Int?
        var seconds: Double
        var stopped: String?
    }

    func write(_ found: MinedBaskets) throws {
        if let csv { try CSVTable(found).write(to: csv) }
        if let report, let rules = found.rules {
            let order = best(rules.count, limit: RulesPage.rowLimit) { sort.value(rules.counts(of: $0)) }
            try RulesPage(found: found, rules: rules, order: order).write(to: report)
        }
        if json {
            try JSONLine.print(
                Summary(
                    baskets: found.basketCount, itemsets: found.sets.count, rules: found.rules?.count,
                    seconds: Figures.rounded(found.seconds, 4), stopped: found.stop?.rawValue))
        } else {
            print(table(found).text)
            let rules = found.rules.map { ", \($0.count) rules" } ?? ""
            print(
                "\(found.basketCount) baskets, \(found.sets.count) item sets\(rules) in "
                    + "\(Figures.rounded(found.seconds, 3)) s")
        }
    }

    private func table(_ found: MinedBaskets) -> TextTable {
        guard let rules = found.rules else {
            var table = TextTable(["baskets", "items"])
            for set in best(found.sets.count, limit: limit, by: { Double(found.sets.support(of: $0)) }) {
                table.add(["\(found.sets.support(of: set))", found.text(found.sets[set])])
            }
            return table
        }
        var table = TextTable(["who has", "also has", "baskets", "confidence", "lift", "leverage", "zhang"])
        for rule in best(rules.count, limit: limit, by: { sort.value(rules.counts(of: $0)) }) {
            let (sides, counts) = (rules.sides(of: rule), rules.counts(of: rule))
            table.add(
                [found.text(sides.antecedent), found.text(sides.consequent), "\(counts.both)"]
                    + [counts.confidence, counts.lift, counts.leverage, counts.zhang].map {
                        "\(Figures.rounded($0, 4))"
                    })
        }
        return table
    }

    private func best(_ count: Int, limit: Int, by value: (Int) -> Double) -> [Int] {
        let values = (0..<count).map(value)
        return Array(values.indices.sorted { (values[$1], $0) < (values[$0], $1) }.prefix(max(0, limit)))
    }
}

/// Everything that was mined, for a spreadsheet.
private struct CSVTable {
    private var text: String

    init(_ found: MinedBaskets) {
        guard let rules = found.rules else {
            text = "items,baskets,support\n"
            for set in 0..<found.sets.count {
                let support = Double(found.sets.support(of: set)) / Double(found.basketCount)
                text += "\(CSVField.quoted(found.text(found.sets[set]))),\(found.sets.support(of: set)),\(support)\n"
            }
            return
        }
        text = "antecedent,consequent,baskets,support,confidence,lift,leverage,conviction,zhang,chi_squared,fisher_p\n"
        let p = rules.fisherP()
        for rule in 0..<rules.count {
            let (sides, counts) = (rules.sides(of: rule), rules.counts(of: rule))
            let measures = [
                counts.support, counts.confidence, counts.lift, counts.leverage, counts.conviction, counts.zhang,
                counts.chiSquared, p[rule],
            ]
            let fields =
                [
                    CSVField.quoted(found.text(sides.antecedent)), CSVField.quoted(found.text(sides.consequent)),
                    "\(counts.both)",
                ]
                + measures.map { "\($0)" }
            text += fields.joined(separator: ",") + "\n"
        }
    }

    func write(to path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
}
