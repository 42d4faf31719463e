// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FoundationEssentials
import Mining

/// What `sequences` found.
struct MinedSequences {
    var named: NamedSequences
    var patterns: FrequentSequences
    var rules: SequentialRules?
    var seconds: Double
}

/// Where to and how much.
struct SequenceOutput: ParsableArguments {
    @Option(help: "Lines of the table, and rules of the JSON.")
    var limit = 20

    @Option(help: ArgumentHelp("Write every rule, or every pattern when no rules were asked for.", valueName: "file"))
    var csv: String?

    @Flag(help: "Print counts and time as one JSON object instead of a table, with the best rules if asked for.")
    var json = false

    private struct Summary: Encodable {
        var lines: Int
        var sequences: Int
        var seconds: Double
        var stopped: String?
        var ruleCount: Int?
        var rules: [Rule]?
    }

    private struct Rule: Encodable {
        var antecedent: [String]
        var consequent: String
        var support: Int
        var confidence: Double
        var lift: Double
        /// Quartiles, in places of a file and days of a store.
        var delay: [Double]
    }

    func write(_ found: MinedSequences) throws {
        if let csv { try Data(table(found).utf8).write(to: URL(filePath: csv)) }
        let seconds = Figures.rounded(found.seconds, 4)
        let count = found.named.sequences.count
        if json {
            return try JSONLine.print(
                Summary(
                    lines: count, sequences: found.patterns.count, seconds: seconds,
                    stopped: found.patterns.stop?.rawValue, ruleCount: found.rules?.rules.count,
                    rules: found.rules.map { $0.rules.prefix(max(0, limit)).map { rule($0, found.named) } }))
        }
        print(found.rules.map { text($0, found.named) } ?? text(found))
        let rules = found.rules.map { ", \($0.rules.count) rules" } ?? ""
        print("\(count) lines, \(found.patterns.count) sequences\(rules) in \(Figures.rounded(found.seconds, 3)) s")
    }

    private func rule(_ rule: SequentialRules.Rule, _ named: NamedSequences) -> Rule {
        Rule(
            antecedent: rule.antecedent.map { named.names[Int($0)] }, consequent: named.names[Int(rule.consequent)],
            support: rule.counts.both, confidence: rule.counts.confidence, lift: rule.counts.lift,
            delay: [rule.delay.lower, rule.delay.median, rule.delay.upper].map { Double($0) / Double(named.unit) })
    }

    private func text(_ rules: SequentialRules, _ named: NamedSequences) -> String {
        var table = TextTable(["who has", "later has", "of them", "confidence", "lift", "after (quartiles)"])
        for rule in rules.rules.prefix(max(0, limit)) {
            let delays = [rule.delay.lower, rule.delay.median, rule.delay.upper].map(named.text)
            table.add([
                named.text(rule.antecedent), named.names[Int(rule.consequent)], "\(rule.counts.both)",
                "\(Figures.rounded(rule.counts.confidence, 4))", "\(Figures.rounded(rule.counts.lift, 3))",
                delays.joined(separator: " / ") + (named.unit == 1 ? "" : " days"),
            ])
        }
        return table.text
    }

    private func text(_ found: MinedSequences) -> String {
        var table = TextTable(["lines", "items in order"])
        let patterns = found.patterns
        let order = (0..<patterns.count).sorted { (patterns.support(of: $1), $0) < (patterns.support(of: $0), $1) }
        for position in order.prefix(max(0, limit)) {
            table.add(["\(patterns.support(of: position))", found.named.text(patterns[position])])
        }
        return table.text
    }

    private func table(_ found: MinedSequences) -> String {
        let named = found.named
        guard let rules = found.rules else {
            return (0..<found.patterns.count).reduce(into: "items,lines\n") { text, position in
                text +=
                    "\(CSVField.quoted(named.text(found.patterns[position]))),\(found.patterns.support(of: position))\n"
            }
        }
        let unit = named.unit == 1 ? "places" : "days"
        let header =
            "antecedent,consequent,support,confidence,lift,delay_25_\(unit),delay_50_\(unit),delay_75_\(unit)\n"
        return rules.rules.reduce(into: header) { text, rule in
            let delays = [rule.delay.lower, rule.delay.median, rule.delay.upper]
                .map { "\(Double($0) / Double(named.unit))" }
            let fields =
                [
                    CSVField.quoted(named.text(rule.antecedent)), CSVField.quoted(named.names[Int(rule.consequent)]),
                    "\(rule.counts.both)", "\(rule.counts.confidence)", "\(rule.counts.lift)",
                ] + delays
            text += fields.joined(separator: ",") + "\n"
        }
    }
}

/// RFC 4180.
enum CSVField {
    static func quoted(_ text: String) -> String {
        text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
            ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : text
    }
}
