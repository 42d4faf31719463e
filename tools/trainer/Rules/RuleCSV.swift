// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Mining

/// Everything that was mined, for a spreadsheet.
struct RuleCSV {
    private var text: String

    init(_ found: MinedBaskets) {
        guard let rules = found.rules else {
            text = "items,baskets,support\n"
            for set in 0..<(found.sets?.count ?? 0) { text += Self.line(set, found) }
            return
        }
        let figures =
            [.support, .confidence, .lift, .leverage, .conviction, .zhang, .chiSquared]
            + rules.comparison.map(\.inSnakeCase)
        let names = ["antecedent", "consequent"] + (rules.hasSegments ? ["segment"] : []) + ["baskets"]
        text = (names + figures.map(\.name) + ["fisher_p"]).joined(separator: ",") + "\n"
        var tests: [Int: FisherTest] = [:]
        for row in (0..<rules.count).lazy.map({ rules[$0] }) {
            let test = tests[row.counts.baskets] ?? FisherTest(basketCount: row.counts.baskets)
            tests[row.counts.baskets] = test
            let words = [found.text(row.antecedent), found.text(row.consequent)] + (row.segment.map { [$0] } ?? [])
            let numbers = figures.map { $0.value(row).map { "\($0)" } ?? "" } + ["\(test.p(row.counts))"]
            text += (words.map(CSVField.quoted) + ["\(row.counts.both)"] + numbers).joined(separator: ",") + "\n"
        }
    }

    private static func line(_ set: Int, _ found: MinedBaskets) -> String {
        guard let sets = found.sets else { return "" }
        let support = sets.support(of: set)
        return "\(CSVField.quoted(found.text(sets[set]))),\(support),\(Double(support) / Double(found.basketCount))\n"
    }

    func write(to path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
}

extension RuleFigure {
    /// The same under a name without blanks.
    fileprivate var inSnakeCase: RuleFigure {
        RuleFigure(String(name.map { $0 == " " ? "_" : $0 }), value)
    }
}
