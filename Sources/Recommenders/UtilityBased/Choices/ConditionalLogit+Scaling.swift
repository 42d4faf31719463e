// SPDX-License-Identifier: Apache-2.0

internal import Glibc

extension ConditionalLogit {
    /// What is known before the first step: derivatives at 0, and how much each attribute varies within the sets.
    struct Start {
        let sums: ChoiceLikelihood.Sums
        let scales: [Double]
        private let constant: Int?

        /// - Throws: `emptyDataset`.
        init(_ sets: ChoiceSets, threads: Int) throws(RecommenderError) {
            let count = sets.effectiveChoiceCount
            guard count > 0, sets.width > 0 else {
                throw RecommenderError(
                    .emptyDataset,
                    sets.width == 0
                        ? "no attributes are named, so that nothing can be learned from choices; name some"
                        : "none of \(sets.count) choice sets has both a chosen alternative and another")
            }
            let width = sets.width
            sums = ChoiceLikelihood(sets: sets, threads: threads).sums(at: [Double](repeating: 0, count: width))
            // At 0 all alternatives are equally likely, so that the information is their plain covariance.
            let variances = (0..<width).map { [sums] in sums.information[$0 * width + $0] / count }
            constant = variances.firstIndex { !($0 > 0) }
            scales = variances.map { $0 > 0 ? $0.squareRoot() : 1 }
        }

        /// - Throws: `notPositiveDefinite` naming the attribute, unless a prior makes the best weights unique.
        func refuseSingular(_ attributes: [String], prior: Prior?) throws(RecommenderError) {
            guard prior == nil else { return }
            if let constant {
                throw RecommenderError(
                    .notPositiveDefinite,
                    "“\(attributes[constant])” is the same for all alternatives of every set, so that choices say nothing "
                        + "about it; leave it out, or set a prior deviation")
            }
            do throws(CholeskyFactor.Dependent) {
                _ = try CholeskyFactor(Scaled.symmetric(sums.information, scales), size: attributes.count)
            } catch {
                throw RecommenderError(
                    .notPositiveDefinite,
                    "“\(attributes[error.column])” is no more than a mix of the attributes before it; leave it out, or "
                        + "set a prior deviation")
            }
        }
    }

    /// Where coefficients are expected, and how surely.
    struct Prior {
        var mean: [Double]
        var precisions: [Double]  // in the attributes' own units

        init(mean: [Double], scales: [Double], deviation: Double) {
            self.mean = mean
            precisions = scales.map { ($0 / deviation) * ($0 / deviation) }
        }
    }

    /// Likelihood and prior together, with attributes scaled to vary by 1.
    struct Scaled {
        let scales: [Double]
        let logLikelihood: Double
        /// What is maximised: the log-likelihood, less what the prior takes.
        private(set) var value: Double
        private(set) var gradient: [Double]
        private(set) var information: [Double]

        init(_ sums: ChoiceLikelihood.Sums, _ scales: [Double], _ prior: Prior?, at point: [Double]) {
            self.scales = scales
            (logLikelihood, value) = (sums.logLikelihood, sums.logLikelihood)
            (gradient, information) = (sums.gradient, sums.information)
            if let prior {
                for place in point.indices {
                    let (distance, precision) = (point[place] - prior.mean[place], prior.precisions[place])
                    value -= 0.5 * precision * distance * distance
                    gradient[place] -= precision * distance
                    information[place * point.count + place] += precision
                }
            }
            for place in point.indices { gradient[place] /= scales[place] }
            information = Self.symmetric(information, scales)
        }

        /// The whole of a symmetric matrix given by its upper triangle, scaled.
        static func symmetric(_ upper: [Double], _ scales: [Double]) -> [Double] {
            let width = scales.count
            var whole = upper
            for row in 0..<width {
                for column in row..<width {
                    let value = upper[row * width + column] / (scales[row] * scales[column])
                    (whole[row * width + column], whole[column * width + row]) = (value, value)
                }
            }
            return whole
        }

        /// left · right.
        static func product(_ left: [Double], _ right: [Double], _ width: Int) -> [Double] {
            var result = [Double](repeating: 0, count: width * width)
            for row in 0..<width {
                for inner in 0..<width {
                    for column in 0..<width {
                        result[row * width + column] += left[row * width + inner] * right[inner * width + column]
                    }
                }
            }
            return result
        }
    }
}

extension ChoiceSets {
    /// Choices of sets in which there was something else to choose.
    public var effectiveChoiceCount: Double { sum { choices, _ in choices } }

    /// Log-likelihood of choosing blindly: −Σ N log(alternatives).
    public var nullLogLikelihood: Double { sum { choices, alternatives in -choices * log(Double(alternatives)) } }

    private func sum(_ part: (Double, Int) -> Double) -> Double {
        (0..<count).reduce(0) { total, set in
            let range = starts[set]..<starts[set + 1]
            let choices = range.reduce(0) { $0 + Double(max(0, counts[$1])) }
            return range.count > 1 && choices > 0 ? total + part(choices, range.count) : total
        }
    }
}
