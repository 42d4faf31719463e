// SPDX-License-Identifier: Apache-2.0

public import Shop

/// What attributes are worth to all customers, and to each segment of them.
public struct LearnedWeights: Sendable, Equatable {
    /// What choices are explained by, missing values resolved; in the order of the fits' coefficients.
    public let criteria: [Criterion]
    /// The attribute of users by whose values they are divided; nil for none.
    public let segmentBy: String?
    /// Of all customers.
    public let whole: ChoiceFit
    /// By segment that made a choice, in ascending order of their names.
    public let segments: [Segment]

    /// What attributes are worth to some customers.
    public struct Segment: Sendable, Equatable {
        /// The value of the users' attribute.
        public let name: String
        /// What was learned.
        public let fit: ChoiceFit
    }

    /// The fit of that segment; nil for one that made no choice.
    public func fit(of segment: String) -> ChoiceFit? { segments.first { $0.name == segment }?.fit }

    /// The segment of a user with those attributes; nil when they are in none that made a choice.
    public func segment(of attributes: [String: AttributeValue]) -> String? {
        guard let segmentBy, let value = attributes[segmentBy], let name = UserSegments.name(of: value),
            fit(of: name) != nil
        else { return nil }
        return name
    }

    /// What an attribute of value 1 more is worth in money, by criterion; see ``WillingnessToPay``.
    public func willingnessToPay(_ fit: ChoiceFit) -> [ChoiceFit.Estimate?] {
        WillingnessToPay.estimates(criteria, fit)
    }
}

/// What one more of an attribute's value is worth in money.
///
/// −w_k / (w_price · slope of the price's value function): with a price that counts as it is, `plain`, the slope is 1.
///
/// - Units: the price's, a unit of the attribute's value: its own unit for `plain`, from worst to best for the others.
public enum WillingnessToPay {
    /// By criterion, with standard errors by the delta method.
    ///
    /// - Returns: nil for the price itself; nil for all where no criterion is the item's price on a straight line.
    public static func estimates(_ criteria: [Criterion], _ fit: ChoiceFit) -> [ChoiceFit.Estimate?] {
        guard let (price, slope) = price(among: criteria) else { return criteria.map { _ in nil } }
        return criteria.indices.map { place in
            fit.willingnessToPay(for: place, price: price).map { estimate in
                ChoiceFit.Estimate(value: estimate.value / slope, standardError: estimate.standardError / abs(slope))
            }
        }
    }

    /// By criterion, of weights that somebody stated.
    public static func values(_ criteria: [Criterion], weights: [Double]) -> [Double?] {
        guard let (price, slope) = price(among: criteria), weights[price] != 0 else { return criteria.map { _ in nil } }
        return weights.indices.map { $0 == price ? nil : -weights[$0] / (weights[price] * slope) }
    }

    private static func price(among criteria: [Criterion]) -> (place: Int, slope: Double)? {
        guard let place = criteria.firstIndex(where: { $0.attribute == ItemField.price.rawValue }),
            let slope = criteria[place].function.slope
        else { return nil }
        return (place, slope)
    }
}
