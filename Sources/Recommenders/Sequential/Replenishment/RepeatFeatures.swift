// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What the chance of the next purchase is made of.
///
/// With n purchases, s days since the last one, the item's repeat rate r and the expected interval m, which is the
/// user's own mean interval shrunk towards the item's m_i by κ:
///
/// m = (days from first to last + κ m_i) / (n − 1 + κ)
/// logit P = w₀ + w₁ ln n + w₂ ln(1 + s) + w₃ ln(0.1 + s / m) + w₄ ln(1 + m) + w₅ logit r
struct RepeatFeatures: Sendable {
    static let count = 6

    /// The posterior mean of exponential intervals under the conjugate prior with mean m_i and the weight of κ of them.
    static func interval(of record: PurchaseRecord, itemInterval: Double, shrinkage: Double) -> Double {
        (record.spanDays + shrinkage * itemInterval) / (Double(record.purchases - 1) + shrinkage)
    }

    static func values(
        of record: PurchaseRecord, at now: Int64, interval: Double, repeatRate: Double
    ) -> SIMD8<Double> {
        let elapsed = record.daysSince(now)
        return SIMD8(
            1, log(Double(record.purchases)), log(1 + elapsed), log(0.1 + elapsed / max(interval, 1e-3)),
            log(1 + interval), log(repeatRate / (1 - repeatRate)), 0, 0)
    }

    static func probability(_ values: SIMD8<Double>, _ coefficients: SIMD8<Double>) -> Double {
        1 / (1 + exp(-(values * coefficients).sum()))
    }
}
