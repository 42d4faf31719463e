// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// How often a rule's two sides occur, alone and together, and what follows from it.
///
/// With n baskets: P(A) = antecedent / n, P(C) = consequent / n, P(AC) = both / n.
public struct RuleCounts: Sendable, Hashable {
    /// Baskets that hold both sides.
    public var both: Int
    /// Baskets that hold the antecedent; all of them when it is empty.
    public var antecedent: Int
    /// Baskets that hold the consequent.
    public var consequent: Int
    /// All baskets.
    public var baskets: Int

    /// Counts of one rule.
    public init(both: Int, antecedent: Int, consequent: Int, baskets: Int) {
        self.both = both
        self.antecedent = antecedent
        self.consequent = consequent
        self.baskets = baskets
    }

    private func share(_ count: Int) -> Double { Double(count) / Double(baskets) }

    /// P(AC).
    public var support: Double { share(both) }

    /// P(C | A).
    public var confidence: Double { Double(both) / Double(antecedent) }

    /// P(AC) / (P(A) P(C)): 1 when the sides have nothing to do with each other.
    ///
    /// - Source: Brin, Motwani, Ullman, Tsur, "Dynamic Itemset Counting and Implication Rules", SIGMOD 1997.
    public var lift: Double { confidence / share(consequent) }

    /// P(AC) − P(A) P(C).
    ///
    /// - Source: Piatetsky-Shapiro, "Discovery, Analysis, and Presentation of Strong Rules", 1991.
    public var leverage: Double { support - share(antecedent) * share(consequent) }

    /// (1 − P(C)) / (1 − P(C | A)): how much more often the rule would fail by chance; infinite when it never fails.
    ///
    /// - Source: Brin and others, as lift.
    public var conviction: Double {
        both == antecedent ? .infinity : (1 - share(consequent)) / (1 - confidence)
    }

    /// From −1, never together, over 0, independent, to 1; 0 where one side is in every basket.
    ///
    /// leverage / max(P(AC) (1 − P(A)), P(A) (P(C) − P(AC)))
    ///
    /// - Source: Yan, Zhang, Zhang, "Confidence Metrics for Association Rule Mining", Applied Artificial Intelligence 2009.
    public var zhang: Double {
        let bound = max(support * (1 - share(antecedent)), share(antecedent) * (share(consequent) - support))
        return bound > 0 ? leverage / bound : 0
    }

    /// Pearson's χ² of the two-by-two table, one degree of freedom, without continuity correction; 0 where a side is in
    /// every basket or in none.
    public var chiSquared: Double {
        let (a, c) = (share(antecedent), share(consequent))
        let bound = a * c * (1 - a) * (1 - c)
        return bound > 0 ? Double(baskets) * leverage * leverage / bound : 0
    }
}

/// Exact tests on one set of baskets.
///
/// - Complexity: O(baskets) to make; a test O(terms that count), some dozens.
public struct FisherTest: Sendable {
    private let logFactorials: [Double]

    /// Tests on that many baskets.
    public init(basketCount: Int) {
        var sum = 0.0
        logFactorials =
            [0]
            + (0..<basketCount).map {
                sum += log(Double($0) + 1); return sum
            }
    }

    /// The chance of as many common baskets or more, were the two sides independent: Fisher's exact test, one-sided.
    ///
    /// Σ over x ≥ both of C(antecedent, x) C(n − antecedent, consequent − x) / C(n, consequent)
    ///
    /// - Source: Fisher, "On the Interpretation of χ² from Contingency Tables, and the Calculation of P", 1922.
    public func p(_ counts: RuleCounts) -> Double {
        let (n, a, c) = (counts.baskets, counts.antecedent, counts.consequent)
        let last = min(a, c)
        guard counts.both > max(0, a + c - n) else { return 1 }
        var term = exp(
            logChoose(a, counts.both) + logChoose(n - a, c - counts.both) - logChoose(n, c))
        var sum = 0.0
        for x in counts.both...last {
            sum += term
            guard term > sum * 1e-16, x < last else { break }
            // C(a, x+1) C(n−a, c−x−1) over the same for x
            term *= Double(a - x) / Double(x + 1) * Double(c - x) / Double(n - a - c + x + 1)
        }
        return min(1, sum)
    }

    private func logChoose(_ n: Int, _ k: Int) -> Double { logFactorials[n] - logFactorials[k] - logFactorials[n - k] }
}
