// SPDX-License-Identifier: Apache-2.0

/// Why one item can stand for another.
public struct SubstituteEvidence: Sendable, Hashable {
    /// Sessions in which both were looked at; of an up-sell, in which the dearer was bought after a look at the cheaper.
    public var coViews: Int
    /// Customers who took both, at whatever times.
    public var commonBuyers: Int
    /// Orders with both.
    public var boughtTogether: Int
    /// Orders with both that their popularity and their category make one expect.
    public var expectedTogether: Double
    /// Whether the shop puts both into the same category, down to the leaf.
    public var isSameCategory: Bool
    /// Price of this item by that of the item asked about; nil where one is not known.
    public var priceRatio: Double?

    /// Evidence out of its counts.
    public init(
        coViews: Int, commonBuyers: Int, boughtTogether: Int, expectedTogether: Double, isSameCategory: Bool,
        priceRatio: Double?
    ) {
        self.coViews = coViews
        self.commonBuyers = commonBuyers
        self.boughtTogether = boughtTogether
        self.expectedTogether = expectedTogether
        self.isSameCategory = isSameCategory
        self.priceRatio = priceRatio
    }
}
