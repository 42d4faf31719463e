// SPDX-License-Identifier: Apache-2.0

/// Decides how much evidence a pair needs when many are tested.
///
/// - Source: Benjamini, Hochberg, "Controlling the False Discovery Rate", J. R. Stat. Soc. B 1995.
enum FalseDiscovery {
    /// The least G² at which at most that share of the accepted pairs is expected to be chance; nil when none qualifies.
    ///
    /// With G² in descending order, p falls, so that the largest rank with p ≤ rate · rank / tested decides.
    ///
    /// - Parameters:
    ///   - ratios: G² of every tested pair whose p is at most `rate`; others cannot qualify.
    ///   - tested: all pairs that were tested.
    static func threshold(_ ratios: [Float], tested: Int, rate: Double) -> Float? {
        let descending = ratios.sorted(by: >)
        for rank in descending.indices.reversed() {
            let p = PairCounts.p(logLikelihood: Double(descending[rank]))
            if p <= rate * Double(rank + 1) / Double(tested) { return descending[rank] }
        }
        return nil
    }
}
