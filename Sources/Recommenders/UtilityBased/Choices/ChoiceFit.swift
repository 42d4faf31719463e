// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Matrix

/// What attributes are worth, as choices say.
public struct ChoiceFit: Sendable, Equatable {
    /// The attributes, in the order of everything below.
    public let attributes: [String]
    /// Utility of one unit more of each attribute.
    public let coefficients: [Double]
    /// Covariance of the coefficients; k × k, row-major.
    public let covariance: [Double]
    /// At these coefficients, without any prior.
    public let logLikelihood: Double
    /// Of choosing blindly among the alternatives.
    public let nullLogLikelihood: Double
    /// Choices that there was an alternative to.
    public let choiceCount: Double
    /// Newton steps taken.
    public let iterations: Int

    /// A number that was learned, and how sure it is.
    public struct Estimate: Sendable, Equatable {
        /// The number.
        public var value: Double
        /// Standard deviation of the number over repetitions of the data.
        public var standardError: Double
    }

    /// Square roots of the covariance's diagonal.
    public var standardErrors: [Double] {
        coefficients.indices.map { covariance[$0 * coefficients.count + $0].squareRoot() }
    }

    /// The coefficients by their standard errors: beyond ±1.96 chance alone would rarely bring them.
    public var zScores: [Double] { zip(coefficients, standardErrors).map { $0 / $1 } }

    /// McFadden's 1 − LL / LL₀; 0.2 to 0.4 is a good fit.
    public var pseudoRSquared: Double { nullLogLikelihood == 0 ? 0 : 1 - logLikelihood / nullLogLikelihood }

    /// How much more a customer would pay for one unit more of an attribute: −β_k / β_price.
    ///
    /// The standard error is the delta method's: with w = −β_k / β_p,
    /// Var w = (Var β_k + w² Var β_p + 2 w Cov(β_k, β_p)) / β_p².
    ///
    /// - Units: those of the price, an attribute's unit.
    /// - Returns: nil for the price itself, and where the price's coefficient is 0.
    public func willingnessToPay(for attribute: Int, price: Int) -> Estimate? {
        let width = coefficients.count
        guard attribute != price, coefficients[price] != 0 else { return nil }
        let worth = -coefficients[attribute] / coefficients[price]
        let variance =
            covariance[attribute * width + attribute] + worth * worth * covariance[price * width + price]
            + 2 * worth * covariance[attribute * width + price]
        return Estimate(
            value: worth, standardError: max(0, variance).squareRoot() / abs(coefficients[price]))
    }

    /// Log-likelihood of other choices under these coefficients, the same attributes in the same order.
    public func logLikelihood(of sets: ChoiceSets, threads: Int = 1) -> Double {
        precondition(sets.attributes == attributes, "other attributes than were fitted")
        return ChoiceLikelihood(sets: sets, threads: threads).sums(at: coefficients).logLikelihood
    }
}
