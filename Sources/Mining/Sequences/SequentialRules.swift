// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Rules “who did this does that later”, with how long it takes.
///
/// A rule is a pattern divided before its last item. Its confidence is the share of the sequences with the front in
/// which the last item follows, within the gaps and the window of the search.
public struct SequentialRules: Sendable {
    /// One rule.
    public struct Rule: Sendable, Hashable {
        /// What came first, in order.
        public var antecedent: [UInt32]
        /// What followed.
        public var consequent: UInt32
        /// Sequences with both in this order, with the antecedent, and with the consequent anywhere; of all.
        public var counts: RuleCounts
        /// How long the consequent let wait for itself.
        public var delay: DelayQuantiles
    }

    /// The rules, by confidence; ties by support, then as the patterns stand.
    public let rules: [Rule]

    /// The confident rules of some patterns.
    ///
    /// - Parameters:
    ///   - patterns: of every length from 1 on, so that the front of each is there.
    ///   - sequenceCount: all sequences, those without a frequent item included.
    ///   - minimumConfidence: from 0 to 1.
    ///   - minimumLift: how many times as often as the consequent occurs in all sequences; a rule within a window can be
    ///     of use below 1.
    /// - Complexity: O(patterns · length).
    /// - Source: sequential rules with a window: Fournier-Viger, Wu, Tseng, Cao, Nkambou, "Mining Partially-Ordered
    ///   Sequential Rules Common to Multiple Sequences", TKDE 2015; here in strict order.
    public init(
        _ patterns: FrequentSequences, sequenceCount: Int, minimumConfidence: Double, minimumLift: Double = 0
    ) {
        var supports: [UInt32: Int] = [:]
        for pattern in 0..<patterns.count where patterns.parents[pattern] == pattern {
            supports[patterns[pattern][0]] = patterns.support(of: pattern)
        }
        var rules: [Rule] = []
        for pattern in 0..<patterns.count where patterns.parents[pattern] != pattern {
            var items = patterns[pattern]
            let consequent = items.removeLast()
            let counts = RuleCounts(
                both: patterns.support(of: pattern), antecedent: patterns.support(of: Int(patterns.parents[pattern])),
                consequent: supports[consequent] ?? 0, baskets: sequenceCount)
            guard counts.confidence >= minimumConfidence * (1 - 1e-12), counts.lift >= minimumLift else { continue }
            rules.append(
                Rule(antecedent: items, consequent: consequent, counts: counts, delay: patterns.delays[pattern]))
        }
        self.rules = rules.indices.sorted { first, second in
            let (left, right) = (rules[first].counts, rules[second].counts)
            return (right.confidence, right.both, first) < (left.confidence, left.both, second)
        }.map { rules[$0] }
    }
}
