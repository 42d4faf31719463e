// SPDX-License-Identifier: Apache-2.0

/// Items to offer for one price, because they are bought together anyway.
public struct Bundle: Sendable, Hashable {
    /// Two or three items, ascending.
    public var items: [UInt32]
    /// The one that is in most baskets, of equals the lowest: who buys it is offered the rest.
    public var anchor: UInt32
    /// Baskets with all of them.
    public var support: Int
    /// How many times as often as by chance, were all of them independent: support · n^(k − 1) / Π supports.
    public var lift: Double
    /// Share of the anchor's baskets that hold the rest too.
    public var confidence: Double
    /// The largest p of Fisher's test of one item against the others.
    public var p: Double
    /// Sum of the prices; nil where one is not known.
    public var price: Double?
    /// Sum of price less cost; nil where one is not known.
    public var margin: Double?
    /// The largest saving that pays even if everybody who buys the anchor takes the bundle; nil where it is not known,
    /// never below 0.
    ///
    /// Without a bundle a buyer of the anchor yields m_a + c m_r: its own margin, and that of the rest with the chance c
    /// that they buy it anyway. With it, m_a + m_r − s. The second is no less while s ≤ (1 − c) m_r.
    public var savingBound: Double?
}

/// What a search for bundles found.
public struct FoundBundles: Sendable {
    /// The best of them, as many as were to be listed.
    public var bundles: [Bundle]
    /// All there are.
    public var count: Int
    /// Why the search ended before it was done; nil when it was.
    public var stop: MiningStop?
}

/// What items cost the customer and the shop.
public struct ItemPrices: Sendable {
    /// Price of one piece by item; NaN where it is not known.
    public var prices: [Double]
    /// What it costs the shop; NaN where it is not known.
    public var costs: [Double]

    /// Prices and costs by item number.
    public init(prices: [Double], costs: [Double]) {
        precondition(prices.count == costs.count, "\(prices.count) prices and \(costs.count) costs")
        (self.prices, self.costs) = (prices, costs)
    }
}
