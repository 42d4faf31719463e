// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Learned weights, and every item's utility under those of all customers.
///
/// As a recommender it gives the same order to everybody, with or without a history. What it knows of segments, part-worths
/// and willingness to pay is in `learned`, for whoever asks by utility.
///
/// - Sections: `itemCount` [1]; `utilities`, one an item, NaN for none; `criteria`, a JSON text; `names`, the attribute of the segments and
///   their names in UTF-8, each ended by a line feed; `coefficients` (1 + segments) × attributes, `covariances`
///   (1 + segments) × attributes², `figures` (1 + segments) × 4: log-likelihood, that of blind choice, choices, Newton
///   steps.
public struct UtilityModel: RecommenderModel {
    /// What attributes are worth.
    public let learned: LearnedWeights
    let utilities: SharedArray<Float>

    init(_ learned: LearnedWeights, utilities: [Float]) {
        self.learned = learned
        self.utilities = SharedArray(utilities)
    }

    init(_ learned: LearnedWeights, utilities: SharedArray<Float>) {
        self.learned = learned
        self.utilities = utilities
    }

    /// Items known when it was trained.
    public var itemCount: Int { utilities.count }

    /// Adds each item's utility, whatever the history.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        board.expect(additions: utilities.count)
        utilities.withUnsafeBuffer { utilities in
            for (item, utility) in utilities.enumerated() where utility.isFinite {
                board.add(utility, to: UInt32(truncatingIfNeeded: item))
            }
        }
    }

    /// Nothing: what is worth much is not therefore like what else is.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {}

    /// Nothing: utility does not look at the history.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] { [] }

    /// The item's utility; 0 for one that is not known.
    public func affinity(of history: [WeightedItem], to item: ItemIndex) -> Float {
        let position = Int(item.rawValue)
        guard position < utilities.count, utilities[position].isFinite else { return 0 }
        return utilities[position]
    }
}
