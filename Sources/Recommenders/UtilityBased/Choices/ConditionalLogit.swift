// SPDX-License-Identifier: Apache-2.0

/// Learns what attributes are worth from choices: maximum likelihood, or maximum a posteriori where a prior is given.
///
/// The probability of choosing j out of a set is P_j = exp(x_jβ) / Σ_l exp(x_lβ), see ``ChoiceLikelihood``. The
/// log-likelihood is concave, so Newton's method with a line search finds its one maximum; attributes are scaled by how
/// much they vary within the sets while it runs, so that their units do not matter.
///
/// - Complexity: O(alternatives · attributes²) an iteration; about five to ten iterations.
/// - Source: McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior", in Frontiers in Econometrics, 1974;
///   Train, Discrete Choice Methods with Simulation, 2nd edition, 2009, chapters 3 and 8.
public struct ConditionalLogit: Sendable {
    /// Standard deviation of the Gaussian prior around 0 of every coefficient, once its attribute is scaled to vary by 1
    /// within the sets; nil for none, which is plain maximum likelihood.
    public var priorDeviation: Double?
    /// The same for the difference between a segment's coefficients and those of all customers.
    public var segmentDeviation = 0.5
    /// Whether standard errors are those of the sandwich H⁻¹ (Σ s sᵀ) H⁻¹, which hold when the model is only nearly
    /// right; else H⁻¹, which supposes that it is right.
    public var isRobust = false
    /// Threads to work on; the result does not depend on it.
    public var threadCount = 1
    private static let iterationLimit = 200
    /// Half of this is how far below the maximum the log-likelihood may end.
    private static let tolerance = 1e-10

    /// Plain maximum likelihood.
    public init() {}

    /// The coefficients that make the choices most likely.
    ///
    /// - Throws: `emptyDataset` without a choice between alternatives; `notPositiveDefinite` naming an attribute that never
    ///   varies, that others explain wholly, or that tells the chosen ones without error, so that no finite coefficient is
    ///   best. A prior is the remedy.
    public func fit(_ sets: ChoiceSets) throws(RecommenderError) -> ChoiceFit {
        let start = try Start(sets, threads: threadCount)
        let prior = priorDeviation.map {
            Prior(mean: [Double](repeating: 0, count: sets.width), scales: start.scales, deviation: $0)
        }
        try start.refuseSingular(sets.attributes, prior: prior)
        return try maximise(sets, from: [Double](repeating: 0, count: sets.width), start.sums, start.scales, prior)
    }

    /// The coefficients of all, and of each segment drawn towards them by a Gaussian prior.
    ///
    ///     β_s = argmax LL_s(β) − ½ Σ_k ((β_k − β_k of all) · scale_k / deviation)²
    ///
    /// A segment with few choices stays near all of them; one with many goes its own way.
    ///
    /// - Returns: by segment; nil for one that made no choice.
    public func fit(_ sets: ChoiceSets, segmentCount: Int) throws(RecommenderError) -> (
        whole: ChoiceFit, segments: [ChoiceFit?]
    ) {
        let whole = try fit(sets)
        return (whole, try segments(of: sets, around: whole, count: segmentCount))
    }

    /// The coefficients of each segment, drawn towards those of all; nil for one that made no choice.
    public func segments(
        of sets: ChoiceSets, around whole: ChoiceFit, count: Int
    ) throws(RecommenderError) -> [ChoiceFit?] {
        if count == 0 { return [] }
        var plain = sets
        plain.offsets = []
        let scales = try Start(plain, threads: threadCount).scales
        let prior = Prior(mean: whole.coefficients, scales: scales, deviation: segmentDeviation)
        var segments: [ChoiceFit?] = []
        for segment in 0..<count {
            let part = sets.inSegment(UInt32(segment))
            let sums = ChoiceLikelihood(sets: part, threads: threadCount).sums(at: whole.coefficients)
            guard part.effectiveChoiceCount > 0 else {
                segments.append(nil)
                continue
            }
            segments.append(try maximise(part, from: whole.coefficients, sums, scales, prior))
        }
        return segments
    }

    private func maximise(
        _ sets: ChoiceSets, from start: [Double], _ first: ChoiceLikelihood.Sums, _ scales: [Double], _ prior: Prior?
    ) throws(RecommenderError) -> ChoiceFit {
        let likelihood = ChoiceLikelihood(sets: sets, threads: threadCount)
        var (point, sums, iterations) = (start, Scaled(first, scales, prior, at: start), 0)
        while iterations < Self.iterationLimit {
            guard let factor = try? CholeskyFactor(sums.information, size: sets.width) else { break }
            let step = factor.solve(sums.gradient)
            let decrement = zip(step, sums.gradient).reduce(0) { $0 + $1.0 * $1.1 }
            iterations += 1
            (point, sums) = lineSearch(point, sums, step, decrement) { point in
                Scaled(likelihood.sums(at: point), scales, prior, at: point)
            }
            if decrement < Self.tolerance { break }
        }
        if prior == nil { try refuseSeparated(sums, sets, scales) }
        return try result(point, sums, sets, scales, prior, iterations)
    }

    /// Halves the step until the log-likelihood rises by what its slope promises (Armijo).
    private func lineSearch(
        _ point: [Double], _ sums: Scaled, _ step: [Double], _ decrement: Double, _ evaluate: ([Double]) -> Scaled
    ) -> ([Double], Scaled) {
        var length = 1.0
        let rounding = 1e-12 * (1 + abs(sums.value))
        while length > 1e-10 {
            let next = point.indices.map { point[$0] + length * step[$0] / sums.scales[$0] }
            let reached = evaluate(next)
            if reached.value >= sums.value + 1e-4 * length * decrement - rounding { return (next, reached) }
            length /= 2
        }
        return (point, sums)
    }

    /// In separated data the coefficients run away and the information about them vanishes.
    private func refuseSeparated(_ sums: Scaled, _ sets: ChoiceSets, _ scales: [Double]) throws(RecommenderError) {
        let floor = 1e-8 * sets.effectiveChoiceCount
        let column: Int?
        do throws(CholeskyFactor.Dependent) {
            column = try CholeskyFactor(sums.information, size: sets.width).smallestPivot(below: floor)
        } catch {
            column = error.column
        }
        guard let column else { return }
        throw RecommenderError(
            .notPositiveDefinite,
            "“\(sets.attributes[column])”, alone or with others, tells what is chosen without error, so that no finite "
                + "weight is best; leave it out, or set a prior deviation")
    }

    private func result(
        _ point: [Double], _ sums: Scaled, _ sets: ChoiceSets, _ scales: [Double], _ prior: Prior?, _ iterations: Int
    ) throws(RecommenderError) -> ChoiceFit {
        let width = sets.width
        guard let factor = try? CholeskyFactor(sums.information, size: width), point.allSatisfy(\.isFinite) else {
            throw RecommenderError(
                .notPositiveDefinite, "the choices do not tell the attributes' weights apart; set a prior deviation")
        }
        var covariance = factor.inverse
        if isRobust {
            let likelihood = ChoiceLikelihood(sets: sets, threads: threadCount)
            let scores = Scaled.symmetric(likelihood.sums(at: point, withScores: true).scores, scales)
            covariance = Scaled.product(Scaled.product(covariance, scores, width), covariance, width)
        }
        for row in 0..<width {
            for column in 0..<width { covariance[row * width + column] /= scales[row] * scales[column] }
        }
        return ChoiceFit(
            attributes: sets.attributes, coefficients: point, covariance: covariance,
            logLikelihood: sums.logLikelihood, nullLogLikelihood: sets.nullLogLikelihood,
            choiceCount: sets.effectiveChoiceCount, iterations: iterations)
    }
}
