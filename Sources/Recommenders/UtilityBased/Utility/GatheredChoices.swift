// SPDX-License-Identifier: Apache-2.0

/// Choices, the segments that made them, and what the items' attributes are worth before they are weighed.
public struct GatheredChoices: Sendable {
    /// The choice sets; the features of item i are row i.
    public let sets: ChoiceSets
    /// Names of the segments, ascending; none without `segmentBy`.
    public let segmentNames: [String]
    /// The criteria over the items, with weights of 0.
    public let scorer: UtilityScorer

    /// Each item's utility under those weights; NaN for one that was taken out of the catalogue.
    func utilities(of dataset: Dataset, under weights: [Double]) -> [Float] {
        let width = weights.count
        return (0..<dataset.itemCount).map { item in
            guard item < dataset.items.count, dataset.items[item] != nil else { return .nan }
            return Float((0..<width).reduce(0) { $0 + weights[$1] * sets.features[item * width + $1] })
        }
    }
}
