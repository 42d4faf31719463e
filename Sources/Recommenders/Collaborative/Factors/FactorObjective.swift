// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// What the factors are chosen to make small; the same in training and when a user is folded in.
///
/// L = Σ_u Σ_i c_ui (p_ui − x_u·y_i)² + Σ_u λ_u ‖x_u‖² + Σ_i λ_i ‖y_i‖², over all pairs, with p_ui = 1 for a pair that
/// was observed and 0 otherwise, c_ui = w₀ + α · weight_ui, and λ_u = λ (Σ_i c_ui)^ν, λ_i = λ (Σ_u c_ui)^ν.
///
/// - Source: Hu, Koren, Volinsky, ICDM 2008, eq. 3 (w₀ = 1, ν = 0); frequency-scaled regularisation: Rendle, Krichene,
///   Zhang, Koren, "Revisiting the Performance of iALS on Item Recommendation Benchmarks", RecSys 2022, eq. 5.
struct FactorObjective: Sendable {
    /// α.
    var alpha: Float
    /// w₀.
    var unobserved: Float
    /// λ.
    var regularization: Float
    /// ν.
    var exponent: Float

    /// λ_u of a user with those items, or λ_i of an item with those users; `others` is how many of the other side exist.
    func regularization(of row: WeightedRow, others: Int) -> Float {
        if exponent == 0 { return regularization }
        let confidence = unobserved * Float(others) + alpha * row.weights.reduce(0, +)
        return regularization * Float(pow(Double(confidence), Double(exponent)))
    }
}
