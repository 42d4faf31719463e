// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// When the consequents of a book's rules follow.
struct RuleDelays: Sendable {
    /// What came later than this after the antecedent does not count.
    let withinDays: Float
    /// Quartiles in days, three a rule.
    let quartiles: SharedArray<Float>

    /// The delay of one rule.
    subscript(rule: Int) -> RuleDelay {
        RuleDelay(
            within: withinDays, lower: quartiles[3 * rule], median: quartiles[3 * rule + 1],
            upper: quartiles[3 * rule + 2])
    }
}

extension RuleDelays {
    func write(to sections: inout some SectionWriter) {
        sections.write(SharedArray([withinDays]), as: "withinDays")
        sections.write(quartiles, as: "delays")
    }

    /// - Throws: `malformedSection` unless there are quartiles of that many rules.
    init(sections: some SectionReader, ruleCount: Int) throws(RecommenderError) {
        let within = try sections.read("withinDays", as: Float.self)
        quartiles = try sections.read("delays", as: Float.self)
        guard within.count == 1, within[0] > 0, quartiles.count == 3 * ruleCount else {
            throw RecommenderError(
                .malformedSection, "sections “withinDays” and “delays” do not go with \(ruleCount) rules")
        }
        withinDays = within[0]
    }
}
