// SPDX-License-Identifier: Apache-2.0

/// Successive halving: all trials of a batch are judged on few users, the best of them on more, the best of those on all.
///
/// The resource is a random share of the users, the same users in every trial and each share a part of the next: a
/// matrix with fewer rows is something that every recommender can be fitted on, while epochs mean nothing to most of
/// them. What counts users, such as a shrinkage or a regularization that is not scaled by them, has its best value at
/// another place on a share; so the last rung is always everybody, and the first should not be too small.
///
/// - Source: Jamieson, Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS
///   2016; batches as the brackets of Li et al., "Hyperband", JMLR 2018.
public struct Halving: Sendable, Equatable {
    /// Shares of the users, ascending; the last is 1.
    public var shares: [Double]
    /// Part of the trials of a rung that go on to the next.
    public var keep: Double

    /// Ninth, third, all; a third goes on.
    public init(shares: [Double] = [0.11, 0.33, 1], keep: Double = 1.0 / 3) {
        precondition(shares.last == 1 && keep > 0 && keep < 1, "shares \(shares), keeping \(keep)")
        self.shares = shares
        self.keep = keep
    }

    /// Every trial on everybody.
    public static let none = Halving(shares: [1])

    /// The rung of everybody.
    var top: Int { shares.count - 1 }

    /// Trials that start together: as many as leave one at the top.
    var batchSize: Int {
        max(1, Int((0..<top).reduce(1.0) { size, _ in size / keep }.rounded()))
    }

    /// Those of a rung that go on: the best scores, of equal ones the earlier trial; failures never do.
    func promoted(_ trials: [(number: Int, score: Double?)]) -> [Int] {
        let ranked = trials.compactMap { trial in trial.score.map { (trial.number, $0) } }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        let count = max(1, Int((Double(trials.count) * keep).rounded()))
        return ranked.prefix(count).map(\.0).sorted()
    }
}
