// SPDX-License-Identifier: Apache-2.0

/// One attribute that a choice is judged by.
public struct Criterion: Sendable, Hashable, Codable {
    /// Name of the attribute, or of an item's own field such as `price`.
    public var attribute: String
    /// How good its values are.
    public var function: ValueFunction
    /// Value of an item that does not have the attribute, and of a word that `ordinal` does not name.
    ///
    /// Nil means 0, the worst, but for `plain`, whose scale has no worst: there it is the mean of the items that have the
    /// attribute.
    public var missing: Double?
    /// How much the attribute counts; nil when the user's profile says it.
    public var weight: Double?

    /// A criterion.
    public init(attribute: String, function: ValueFunction, missing: Double? = nil, weight: Double? = nil) {
        self.attribute = attribute
        self.function = function
        self.missing = missing
        self.weight = weight
    }

    /// Most criteria of one question or recipe.
    public static let limit = 64
}
