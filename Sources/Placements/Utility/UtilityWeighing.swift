// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop

/// Criteria with their weights, and where those come from.
struct UtilityWeighing {
    /// What user attributes that state weights begin with.
    static let profilePrefix = "weight."

    let criteria: [Criterion]
    let weights: [Double]
    let source: UtilityList.Source
    private(set) var snapshot: UInt64 = 0
    private(set) var segment: String?
    private var fit: ChoiceFit?

    /// Weights that the criteria have.
    ///
    /// - Throws: `invalidQuestion` naming the first criterion without one.
    init(stated criteria: [Criterion]) throws(PlacementError) {
        var weights: [Double] = []
        for (position, criterion) in criteria.enumerated() {
            guard let weight = criterion.weight else {
                throw PlacementError(
                    .invalidQuestion,
                    "criteria[\(position)].weight: “\(criterion.attribute)” has none, others do; give all criteria one, or none"
                )
            }
            weights.append(weight)
        }
        (self.criteria, self.weights, source) = (criteria, weights, .request)
    }

    /// Weights that a user's attributes state.
    ///
    /// - Throws: `invalidQuestion` when they state none for any of the criteria.
    init(_ criteria: [Criterion], profile: [String: AttributeValue], of user: String) throws(PlacementError) {
        weights = criteria.map { criterion in
            guard case .number(let weight)? = profile[Self.profilePrefix + criterion.attribute] else { return 0 }
            return weight
        }
        guard weights.contains(where: { $0 != 0 }) else {
            let wanted = criteria.map { Self.profilePrefix + $0.attribute }.joined(separator: ", ")
            throw PlacementError(
                .invalidQuestion,
                "criteria[0].weight: there is none, and user “\(user)” has none of the attributes \(wanted); give the "
                    + "criteria weights, or put the user with such numbers")
        }
        (self.criteria, source) = (criteria, .profile)
    }

    /// Weights learned from the choices of a segment, or of all customers where it has made none.
    init(_ learned: LearnedWeights, segment: String?, snapshot: UInt64) {
        let own = segment.flatMap { learned.fit(of: $0) }
        let fit = own ?? learned.whole
        (criteria, weights, source) = (learned.criteria, fit.coefficients, .learned)
        self.snapshot = snapshot
        self.segment = own == nil ? nil : segment
        self.fit = fit
    }

    /// What each attribute counts.
    var attributes: [UtilityAttribute] {
        let estimates = fit.map { WillingnessToPay.estimates(criteria, $0) }
        let stated = WillingnessToPay.values(criteria, weights: weights)
        return criteria.indices.map { place in
            UtilityAttribute(
                attribute: criteria[place].attribute, weight: weights[place],
                standardError: fit?.standardErrors[place],
                willingnessToPay: estimates.map { $0[place]?.value } ?? stated[place],
                willingnessToPayError: estimates.flatMap { $0[place]?.standardError })
        }
    }
}
