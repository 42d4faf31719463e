// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// How often two items occur, alone and together, and what follows from it.
///
/// With n groups: from / n of them hold the first item, to / n the second, both / n both.
public struct PairCounts: Sendable, Hashable {
    /// Groups with both, in the order and within the window that was asked for.
    public var both: Int
    /// Groups with the item asked about.
    public var from: Int
    /// Groups with the listed item.
    public var to: Int
    /// All groups.
    public var groups: Int

    /// Counts of one pair.
    public init(both: Int, from: Int, to: Int, groups: Int) {
        (self.both, self.from, self.to, self.groups) = (both, from, to, groups)
    }

    /// Share of the groups that hold both.
    public var support: Double { Double(both) / Double(groups) }

    /// Share of the first item's groups that hold the second.
    public var confidence: Double { Double(both) / Double(from) }

    /// 1 when the items have nothing to do with each other, above when one comes with the other.
    public var lift: Double { Double(both) * Double(groups) / (Double(from) * Double(to)) }

    /// Dunning's log-likelihood ratio; negative when the items avoid each other.
    ///
    /// G² = 2 Σ k ln(k n / (row · column)) over the four cells k of the table, with the sign of lift − 1.
    ///
    /// - Source: Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics
    ///   1993.
    public var logLikelihood: Double {
        let (n, row, column) = (Double(groups), Double(from), Double(to))
        func cell(_ count: Double, _ row: Double, _ column: Double) -> Double {
            count > 0 ? count * log(count * n / (row * column)) : 0
        }
        let together = Double(both)
        let sum =
            cell(together, row, column) + cell(row - together, row, n - column)
            + cell(column - together, n - row, column) + cell(n - row - column + together, n - row, n - column)
        return lift >= 1 ? max(0, 2 * sum) : min(0, -2 * sum)
    }

    /// The chance of a pair at least that frequent, were the items independent: one-sided, from the χ² distribution
    /// with one degree of freedom that G² follows.
    public var p: Double { Self.p(logLikelihood: logLikelihood) }

    static func p(logLikelihood: Double) -> Double {
        logLikelihood > 0 ? erfc((logLikelihood / 2).squareRoot()) / 2 : 1 - erfc((-logLikelihood / 2).squareRoot()) / 2
    }

    func value(_ measure: CoOccurrenceConfig.Measure) -> Double {
        switch measure {
        case .cosine: Double(both) / (Double(from) * Double(to)).squareRoot()
        case .confidence: confidence
        case .lift: lift
        case .jaccard: Double(both) / Double(from + to - both)
        case .logLikelihood: logLikelihood
        case .count: Double(both)
        }
    }
}
