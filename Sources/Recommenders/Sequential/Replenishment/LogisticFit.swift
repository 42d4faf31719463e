// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Fits a logistic regression of a few features by Newton's method.
///
/// Minimises −Σ ln P(label | x, w) + λ/2 |w − w⁰|²: with few examples the coefficients stay near the prior w⁰.
///
/// - Complexity: O(examples · features²) an iteration, fewer than ten of them as a rule.
struct LogisticFit {
    /// What is known beforehand.
    let prior: SIMD8<Double>
    /// λ: how much that counts.
    let priorWeight: Double

    private static let iterationLimit = 50

    func coefficients(_ examples: [(values: SIMD8<Double>, isPositive: Bool)]) -> SIMD8<Double> {
        var current = prior
        var state = State(examples, current, self)
        for _ in 0..<Self.iterationLimit {
            let step = state.newtonStep()
            var (size, next) = (1.0, State(examples, current - step, self))
            while next.loss > state.loss, size > 1e-6 {
                size /= 2
                next = State(examples, current - size * step, self)
            }
            guard next.loss < state.loss - 1e-9 * abs(state.loss) else { break }
            current -= size * step
            state = next
        }
        return current
    }

    /// Loss, gradient and Hessian at one point.
    private struct State {
        var loss: Double
        var gradient: SIMD8<Double>
        var hessian: [SIMD8<Double>]

        init(_ examples: [(values: SIMD8<Double>, isPositive: Bool)], _ w: SIMD8<Double>, _ fit: LogisticFit) {
            let distance = w - fit.prior
            (loss, gradient) = (fit.priorWeight / 2 * (distance * distance).sum(), fit.priorWeight * distance)
            hessian = (0..<8).map { place in
                var row = SIMD8<Double>(repeating: 0)
                row[place] = fit.priorWeight
                return row
            }
            for (values, isPositive) in examples {
                let score = (values * w).sum()
                let probability = 1 / (1 + exp(-score))
                // −ln P without overflow: ln(1 + e^score) − score · label
                loss += max(score, 0) + log1p(exp(-abs(score))) - (isPositive ? score : 0)
                gradient += (probability - (isPositive ? 1 : 0)) * values
                let scaled = probability * (1 - probability) * values
                for row in 0..<RepeatFeatures.count { hessian[row] += values[row] * scaled }
            }
        }

        /// H⁻¹ g by elimination; H is positive definite because of the prior, so that no pivot is 0.
        func newtonStep() -> SIMD8<Double> {
            var (rows, right) = (hessian, gradient)
            for pivot in 0..<8 {
                for row in 0..<8 where row > pivot && rows[row][pivot] != 0 {
                    let factor = rows[row][pivot] / rows[pivot][pivot]
                    rows[row] -= factor * rows[pivot]
                    right[row] -= factor * right[pivot]
                }
            }
            for pivot in (0..<8).reversed() {
                let solved = (0..<8).reduce(0.0) { $1 > pivot ? $0 + rows[pivot][$1] * right[$1] : $0 }
                right[pivot] = (right[pivot] - solved) / rows[pivot][pivot]
            }
            return right
        }
    }
}
