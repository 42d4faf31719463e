// SPDX-License-Identifier: Apache-2.0

public import Shop

/// A model that can say which features of an item speak for it.
public protocol ExplainingModel: RecommenderModel {
    /// The features that add most to the item's score for that history, the largest contribution first, up to `limit`;
    /// what speaks against the item is less than 0. A single item of weight 1 asks why another is like it.
    func reasons(of history: [WeightedItem], for item: ItemIndex, limit: Int) -> [FeatureReason]
}
