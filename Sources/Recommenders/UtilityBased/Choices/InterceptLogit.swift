// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// A conditional logit in which every item has an intercept: what makes it wanted beyond its attributes.
///
///     P_j = exp(x_jβ + α_j) / Σ_l exp(x_lβ + α_l),    α_j ~ N(0, ω²)
///
/// LL(β, α) − ½ Σ α² / ω² is concave; Newton's method finds its one maximum over both at once. With ω near 0 it is the
/// plain logit; with ω large and without attributes the α are the logarithms of market shares. An item that was seldom
/// offered stays near 0, and so does one that is new.
///
/// - Complexity: O(items³ + Σ alternatives²) a Newton step.
/// - Source: Breslow, Clayton, "Approximate Inference in Generalized Linear Mixed Models", JASA 1993, the penalised
///   likelihood; Train, Discrete Choice Methods with Simulation, 2nd edition, 2009, section 2.5.1, the intercepts.
public struct InterceptLogit: Sendable {
    /// How attributes are fitted, and how many threads work.
    public var logit: ConditionalLogit
    /// ω; nil for that of ``deviations`` under which sets left out of the fit are likeliest.
    public var deviation: Double?

    /// What ω is chosen from.
    public static let deviations = [0.125, 0.25, 0.5, 1, 2, 4]
    private static let folds = 5
    private static let stepLimit = 100

    /// Intercepts beside the attributes of that logit, ω chosen.
    public init(_ logit: ConditionalLogit = ConditionalLogit(), deviation: Double? = nil) {
        (self.logit, self.deviation) = (logit, deviation)
    }

    /// The coefficients and intercepts that make the choices most likely.
    ///
    /// The standard errors are those of the coefficients beside unknown intercepts: an attribute that is the same for an
    /// item in every set is told by the differences between items alone, and its error says so.
    ///
    /// - Parameter items: the item of each row of features, counted from 0.
    /// - Throws: as ``ConditionalLogit/fit(_:)``.
    public func fit(_ sets: ChoiceSets, items: [UInt32]) throws(RecommenderError) -> InterceptFit {
        let start = try ConditionalLogit.Start(sets, threads: logit.threadCount)
        let prior = logit.priorDeviation.map {
            ConditionalLogit.Prior(
                mean: [Double](repeating: 0, count: sets.width), scales: start.scales, deviation: $0)
        }
        try start.refuseSingular(sets.attributes, prior: prior)
        let objective = InterceptObjective(
            sets: sets, items: items, scales: start.scales,
            precision: logit.priorDeviation.map { 1 / ($0 * $0) } ?? 0)
        let deviation = deviation ?? chosenDeviation(objective)
        let all = Array(0..<sets.count)
        let (point, steps) = Self.maximum(objective, of: all, deviation, from: objective.origin)
        return try result(objective, all, point, deviation, steps)
    }

    /// Set n is left out with fold n mod 5; ties go to the smaller deviation.
    private func chosenDeviation(_ objective: InterceptObjective) -> Double {
        let count = objective.sets.count
        let folds = min(Self.folds, count)
        guard folds > 1 else { return 1 }
        let sums = parallelMap(folds, threads: logit.threadCount, chunk: 1, scratch: {}) { range, _ in
            let fold = range.lowerBound
            let (left, kept) = ((0..<count).filter { $0 % folds == fold }, (0..<count).filter { $0 % folds != fold })
            var point = objective.origin
            return Self.deviations.map { deviation in
                point = Self.maximum(objective, of: kept, deviation, from: point, tolerance: 1e-4).point
                return objective.value(at: point, of: left)
            }
        }
        let totals = Self.deviations.indices.map { place in sums.reduce(0) { $0 + $1[place] } }
        let best = totals.indices.max { totals[$0] < totals[$1] || (totals[$0] == totals[$1] && $0 > $1) } ?? 0
        return Self.deviations[best]
    }

    /// Newton's method with a line search; what a singular system leaves open stays where it is.
    private static func maximum(
        _ objective: InterceptObjective, of sets: [Int], _ deviation: Double, from start: [Double],
        tolerance: Double = 1e-10
    ) -> (point: [Double], steps: Int) {
        var (point, steps) = (start, 0)
        var sums = objective.sums(at: point, of: sets, deviation)
        while steps < stepLimit, let step = sums.newtonStep() {
            let decrement = zip(step, sums.gradient).reduce(0) { $0 + $1.0 * $1.1 }
            steps += 1
            guard let length = lineSearch(objective, sets, deviation, point, step, sums.value, decrement) else { break }
            for place in point.indices { point[place] += length * step[place] }
            sums = objective.sums(at: point, of: sets, deviation)
            if decrement < tolerance { break }
        }
        return (point, steps)
    }

    /// The longest of 1, ½, ¼ … with which the value rises by what its slope promises (Armijo).
    private static func lineSearch(
        _ objective: InterceptObjective, _ sets: [Int], _ deviation: Double, _ point: [Double], _ step: [Double],
        _ value: Double, _ decrement: Double
    ) -> Double? {
        let rounding = 1e-12 * (1 + abs(value))
        var length = 1.0
        while length > 1e-10 {
            let next = zip(point, step).map { $0 + length * $1 }
            let reached = objective.value(at: next, of: sets) - objective.penalty(at: next, deviation)
            if reached >= value + 1e-4 * length * decrement - rounding { return length }
            length /= 2
        }
        return nil
    }

    private func result(
        _ objective: InterceptObjective, _ all: [Int], _ point: [Double], _ deviation: Double, _ steps: Int
    ) throws(RecommenderError) -> InterceptFit {
        let (sets, width, scales) = (objective.sets, objective.width, objective.scales)
        let choices = sets.effectiveChoiceCount
        let sums = objective.sums(at: point, of: all, deviation)
        guard let columns = sums.inverseColumns(width), point.allSatisfy(\.isFinite) else {
            throw RecommenderError(
                .notPositiveDefinite, "the choices do not tell the attributes' weights apart; set a prior deviation")
        }
        let size = objective.size
        if let runaway = (0..<width).first(where: { columns[$0 * size + $0] > 1e8 / choices }) {
            throw RecommenderError(
                .notPositiveDefinite,
                "“\(sets.attributes[runaway])”, alone or with others, tells what is chosen without error, so that no finite "
                    + "weight is best; leave it out, or set a prior deviation")
        }
        var covariance =
            logit.isRobust
            ? objective.sandwich(at: point, of: all, columns)
            : (0..<width).flatMap { row in (0..<width).map { columns[row * size + $0] } }
        for row in 0..<width {
            for column in 0..<width { covariance[row * width + column] /= scales[row] * scales[column] }
        }
        let fit = ChoiceFit(
            attributes: sets.attributes, coefficients: zip(point, scales).map { $0 / $1 }, covariance: covariance,
            logLikelihood: objective.value(at: point, of: all), nullLogLikelihood: sets.nullLogLikelihood,
            choiceCount: choices, iterations: steps)
        return InterceptFit(weights: fit, intercepts: Array(point[width...]), deviation: deviation)
    }
}

/// What attributes are worth, and what items are beyond them.
public struct InterceptFit: Sendable, Equatable {
    /// The attributes' part, its likelihood with the intercepts.
    public let weights: ChoiceFit
    /// By item, what is added to its utility.
    public let intercepts: [Double]
    /// ω, how far intercepts were let from 0.
    public let deviation: Double
}
