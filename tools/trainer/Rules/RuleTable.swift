// SPDX-License-Identifier: Apache-2.0

import Mining

/// A rule among those of a table.
struct RuleRow {
    var antecedent: [UInt32]
    var consequent: [UInt32]
    var counts: RuleCounts
    /// Value of the attribute whose buyers it is a rule of.
    var segment: String?
    /// How often its sides occur in the baskets of all segments.
    var overall: RuleCounts?
    /// How often they do in each window.
    var windows: [RuleCounts] = []
}

/// Rules to be shown: as they were mined, or with what they were compared by.
struct RuleTable {
    private let plain: AssociationRules?
    private let rows: [RuleRow]
    /// Whether the rules are those of segments.
    let hasSegments: Bool
    /// Names of the windows.
    let windows: [String]

    init(_ rules: AssociationRules) { (plain, rows, hasSegments, windows) = (rules, [], false, []) }

    init(_ rows: [RuleRow], hasSegments: Bool, windows: [String]) {
        (plain, self.rows, self.hasSegments, self.windows) = (nil, rows, hasSegments, windows)
    }

    var count: Int { plain?.count ?? rows.count }

    func counts(of rule: Int) -> RuleCounts { plain?.counts(of: rule) ?? rows[rule].counts }

    subscript(rule: Int) -> RuleRow {
        guard let plain else { return rows[rule] }
        let sides = plain.sides(of: rule)
        return RuleRow(antecedent: sides.antecedent, consequent: sides.consequent, counts: plain.counts(of: rule))
    }

    /// Places of the best rules, ties as they stand.
    ///
    /// - Complexity: O(rules · log limit): no more than twice as many as wanted are kept at a time.
    func best(_ limit: Int, by measure: (RuleCounts) -> Double) -> [Int] {
        var kept: [(value: Double, rule: Int)] = []
        func sortOut() {
            kept.sort { ($1.value, $0.rule) < ($0.value, $1.rule) }
            kept.removeLast(max(0, kept.count - max(0, limit)))
        }
        for rule in 0..<count {
            kept.append((measure(counts(of: rule)), rule))
            if kept.count / 2 >= max(500, limit) { sortOut() }
        }
        sortOut()
        return kept.map(\.rule)
    }
}

/// A column of figures; nil where a window has no basket of the antecedent.
struct RuleFigure: Sendable {
    var name: String
    var value: @Sendable (RuleRow) -> Double?

    init(_ name: String, _ value: @escaping @Sendable (RuleRow) -> Double?) { (self.name, self.value) = (name, value) }

    static let support = RuleFigure("support") { $0.counts.support }
    static let confidence = RuleFigure("confidence") { $0.counts.confidence }
    static let lift = RuleFigure("lift") { $0.counts.lift }
    static let leverage = RuleFigure("leverage") { $0.counts.leverage }
    static let conviction = RuleFigure("conviction") { $0.counts.conviction }
    static let zhang = RuleFigure("zhang") { $0.counts.zhang }
    static let chiSquared = RuleFigure("chi_squared") { $0.counts.chiSquared }
}

extension RuleTable {
    /// What rules were compared by, for the columns behind those that every table has.
    var comparison: [RuleFigure] {
        let overall = [
            RuleFigure("overall confidence") { $0.overall?.confidence },
            RuleFigure("overall lift") { $0.overall?.lift },
        ]
        let shares = windows.indices.flatMap { window in
            [
                RuleFigure("support \(windows[window])") {
                    $0.windows[window].baskets > 0 ? $0.windows[window].support : nil
                },
                RuleFigure("confidence \(windows[window])") {
                    $0.windows[window].antecedent > 0 ? $0.windows[window].confidence : nil
                },
            ]
        }
        return (hasSegments ? overall : []) + shares
    }
}
