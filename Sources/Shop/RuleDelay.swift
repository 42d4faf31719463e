// SPDX-License-Identifier: Apache-2.0

/// How long the consequent of a sequential rule lets wait for itself.
///
/// - Units: days.
public struct RuleDelay: Hashable, Sendable, BitwiseCopyable {
    /// What came later than this after the antecedent does not count.
    public var within: Float
    /// A quarter of those in whose history both are waited at most that long.
    public var lower: Float
    /// Half of them did.
    public var median: Float
    /// Three quarters of them did.
    public var upper: Float

    /// A delay out of its quartiles.
    public init(within: Float, lower: Float, median: Float, upper: Float) {
        (self.within, self.lower, self.median, self.upper) = (within, lower, median, upper)
    }
}
