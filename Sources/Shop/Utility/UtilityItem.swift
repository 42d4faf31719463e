// SPDX-License-Identifier: Apache-2.0

/// An item and what its attributes are worth.
public struct UtilityItem: Sendable, Hashable {
    /// External id.
    public var id: String
    /// The sum of the part-worths.
    public var utility: Double
    /// What each attribute adds.
    public var partWorths: [Double]

    /// An item of an answer.
    public init(id: String, utility: Double, partWorths: [Double]) {
        self.id = id
        self.utility = utility
        self.partWorths = partWorths
    }
}

/// What an attribute counts in an answer.
public struct UtilityAttribute: Sendable, Hashable {
    /// Its name.
    public var attribute: String
    /// How much its value is multiplied with.
    public var weight: Double
    /// Of a learned weight: its standard error.
    public var standardError: Double?
    /// What one more of its value is worth, in the price's unit; nil where the price is no straight line among the criteria.
    public var willingnessToPay: Double?
    /// Of a learned weight: the willingness' standard error.
    public var willingnessToPayError: Double?

    /// An attribute of an answer.
    public init(
        attribute: String, weight: Double, standardError: Double? = nil, willingnessToPay: Double? = nil,
        willingnessToPayError: Double? = nil
    ) {
        self.attribute = attribute
        self.weight = weight
        self.standardError = standardError
        self.willingnessToPay = willingnessToPay
        self.willingnessToPayError = willingnessToPayError
    }
}
