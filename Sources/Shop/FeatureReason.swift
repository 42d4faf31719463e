// SPDX-License-Identifier: Apache-2.0

/// A feature of an item that speaks for it, or against it.
public struct FeatureReason: Hashable, Sendable {
    /// What the feature is of: `text` for a word, `category`, `brand`, `tags`, `price`, or an attribute's name.
    public var field: String
    /// The word without its ending, the category's path with ` > ` between levels, the brand, tag or value, or the range
    /// a number lies in.
    public var value: String
    /// What it adds to the item's score.
    public var weight: Float

    /// A reason out of its parts.
    public init(field: String, value: String, weight: Float) {
        self.field = field
        self.value = value
        self.weight = weight
    }
}
