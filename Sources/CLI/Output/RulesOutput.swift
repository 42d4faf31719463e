// SPDX-License-Identifier: Apache-2.0

import Shop
import Wire

/// Rules as the command prints them.
struct RulesOutput: Encodable {
    struct Rule: Encodable {
        var antecedent: [String]
        var antecedentCategory: [String]?

        /// For a cell, its items separated so.
        func front(separatedBy separator: String) -> String {
            antecedentCategory?.categoryText ?? antecedent.joined(separator: separator)
        }

        var consequent: String
        var count: Int
        var antecedentCount: Int
        var consequentCount: Int
        var support: Double
        var confidence: Double
        var lift: Double
        var leverage: Double
        var conviction: Double
        var zhang: Double
        var chiSquared: Double
        var score: Double
        var delay: DelayOutput?
    }

    var rules: [Rule]
    var total: Int
    var baskets: Int
    var snapshot: UInt64
    var recommender: String

    init(_ response: RulesResponse) {
        rules = response.rules.map { rule in
            let measures = rule.measures
            return Rule(
                antecedent: rule.antecedent,
                antecedentCategory: rule.antecedentCategory.isEmpty ? nil : rule.antecedentCategory,
                consequent: rule.consequent, count: rule.count,
                antecedentCount: rule.antecedentCount, consequentCount: rule.consequentCount,
                support: measures.support, confidence: measures.confidence, lift: measures.lift,
                leverage: measures.leverage, conviction: measures.conviction, zhang: measures.zhang,
                chiSquared: measures.chiSquared, score: measures.score, delay: rule.delay.map(DelayOutput.init))
        }
        (total, baskets) = (response.total, response.basketCount)
        (snapshot, recommender) = (response.snapshot, response.recommender)
    }

    /// Prints them for a program or for a person.
    func print(asJSON: Bool) throws {
        if asJSON { return try printJSON(self) }
        if snapshot == 0 { return Swift.print("no snapshot is published yet: run wicker-train fit") }
        let isSequential = rules.first?.delay != nil
        let counted = isSequential ? "customers" : "baskets"
        var table = TextTable([
            "who has", isSequential ? "later has" : "also has", counted, "confidence", "lift", "leverage", "zhang",
            "score", DelayOutput.heading,
        ])
        for rule in rules {
            table.append(
                [rule.front(separatedBy: ", "), rule.consequent, "\(rule.count)"]
                    + [rule.confidence, rule.lift, rule.leverage, rule.zhang, rule.score].map { $0.text(decimals: 4) }
                    + [rule.delay?.text ?? ""])
        }
        Swift.print(table.text, terminator: "")
        Swift.print("\(rules.count) of \(total) rules of \(baskets) \(counted) (snapshot \(snapshot), \(recommender))")
    }

    /// Every field, for a spreadsheet; several items in front are separated by blanks.
    var csv: String {
        let header =
            "antecedent,consequent,count,antecedent_count,consequent_count,support,confidence,lift,leverage,"
            + "conviction,zhang,chi_squared,score,within_days,delay_lower_days,delay_median_days,delay_upper_days\n"
        return rules.reduce(into: header) { text, rule in
            let names = [rule.front(separatedBy: " "), rule.consequent].map(Self.field)
            let counts = [rule.count, rule.antecedentCount, rule.consequentCount].map { "\($0)" }
            let measures = [
                rule.support, rule.confidence, rule.lift, rule.leverage, rule.conviction, rule.zhang, rule.chiSquared,
                rule.score,
            ].map { "\($0)" }
            let delay = rule.delay.map { [$0.within, $0.lower, $0.median, $0.upper].map { "\($0)" } }
            text += (names + counts + measures + (delay ?? ["", "", "", ""])).joined(separator: ",") + "\n"
        }
    }

    /// RFC 4180.
    private static func field(_ text: String) -> String {
        text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
            ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : text
    }
}

extension [String] {
    /// A category's path, as `wicker-train rules` writes it.
    var categoryText: String { joined(separator: " > ") + " > *" }
}
