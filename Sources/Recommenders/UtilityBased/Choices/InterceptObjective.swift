// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Matrix

/// The likelihood of choices under coefficients and intercepts, less what priors take.
///
/// - Shapes: a point is the coefficients of attributes scaled to vary by 1, then the intercepts of all items.
struct InterceptObjective: Sendable {
    let sets: ChoiceSets
    /// By row of features.
    let items: [UInt32]
    let scales: [Double]
    /// 1 / deviation² of the coefficients; 0 for none.
    let precision: Double
    private let features: [Double]  // scaled

    var width: Int { scales.count }
    let size: Int
    var origin: [Double] { [Double](repeating: 0, count: size) }

    init(sets: ChoiceSets, items: [UInt32], scales: [Double], precision: Double) {
        (self.sets, self.items, self.scales, self.precision) = (sets, items, scales, precision)
        features = sets.features.enumerated().map { $1 / scales[$0 % scales.count] }
        size = scales.count + Int(items.max().map { $0 + 1 } ?? 0)
    }

    /// Log-likelihood without priors.
    func value(at point: [Double], of chosen: [Int]) -> Double {
        var shares: [Double] = []
        return chosen.reduce(0) { $0 + take($1, point, into: &shares) }
    }

    /// What the priors take.
    func penalty(at point: [Double], _ deviation: Double) -> Double {
        point.enumerated().reduce(0) { sum, entry in
            sum + 0.5 * entry.1 * entry.1 * (entry.0 < width ? precision : 1 / (deviation * deviation))
        }
    }

    /// Value, gradient and information with priors.
    func sums(at point: [Double], of chosen: [Int], _ deviation: Double) -> InterceptSums {
        var sums = InterceptSums(size: size)
        var (shares, mean) = ([Double](), [Double](repeating: 0, count: width))
        for set in chosen {
            sums.value += take(set, point, into: &shares)
            add(set, shares, &mean, to: &sums)
        }
        sums.value -= penalty(at: point, deviation)
        for place in 0..<size {
            let precision = place < width ? precision : 1 / (deviation * deviation)
            sums.gradient[place] -= precision * point[place]
            sums.information[place * size + place] += precision
        }
        return sums
    }

    /// Σ_sets (V s)(V s)ᵀ with V the first rows of the inverse information and s a set's gradient.
    func sandwich(at point: [Double], of chosen: [Int], _ columns: [Double]) -> [Double] {
        var (shares, sandwich) = ([Double](), [Double](repeating: 0, count: width * width))
        for set in chosen {
            _ = take(set, point, into: &shares)
            var image = [Double](repeating: 0, count: width)
            forEachResidual(set, shares) { row, residual in
                for place in 0..<width {
                    var slope = columns[place * size + width + Int(items[row])]
                    for column in 0..<width { slope += columns[place * size + column] * features[row * width + column] }
                    image[place] += residual * slope
                }
            }
            for row in 0..<width {
                for column in 0..<width { sandwich[row * width + column] += image[row] * image[column] }
            }
        }
        return sandwich
    }

    /// Leaves each alternative's probability in `shares`; returns the set's log-likelihood.
    private func take(_ set: Int, _ point: [Double], into shares: inout [Double]) -> Double {
        shares.removeAll(keepingCapacity: true)
        let range = sets.starts[set]..<sets.starts[set + 1]
        for alternative in range {
            let row = Int(sets.rows[alternative])
            var utility = point[width + Int(items[row])]
            for column in 0..<width { utility += features[row * width + column] * point[column] }
            shares.append(utility)
        }
        let largest = shares.reduce(-.infinity, max)
        let whole = largest + log(shares.reduce(0) { $0 + exp($1 - largest) })
        var value = 0.0
        for (place, alternative) in range.enumerated() {
            let count = Double(sets.counts[alternative])
            if count > 0, range.count > 1 { value += count * (shares[place] - whole) }
            shares[place] = exp(shares[place] - whole)
        }
        return value
    }

    /// Calls `body` with each alternative's row and c_j − N P_j.
    private func forEachResidual(_ set: Int, _ shares: [Double], _ body: (Int, Double) -> Void) {
        let range = sets.starts[set]..<sets.starts[set + 1]
        let choices = range.reduce(0) { $0 + Double(max(0, sets.counts[$1])) }
        guard range.count > 1, choices > 0 else { return }
        for (place, alternative) in range.enumerated() {
            body(Int(sets.rows[alternative]), Double(max(0, sets.counts[alternative])) - choices * shares[place])
        }
    }

    /// Adds a set's gradient, and its information: N times the covariance under P of attributes and items.
    private func add(_ set: Int, _ shares: [Double], _ mean: inout [Double], to sums: inout InterceptSums) {
        let range = sets.starts[set]..<sets.starts[set + 1]
        let choices = range.reduce(0) { $0 + Double(max(0, sets.counts[$1])) }
        guard range.count > 1, choices > 0 else { return }
        for column in 0..<width { mean[column] = 0 }
        for (place, alternative) in range.enumerated() {
            let row = Int(sets.rows[alternative])
            for column in 0..<width { mean[column] += shares[place] * features[row * width + column] }
        }
        let places = sets.rows[range].map { width + Int(items[Int($0)]) }
        sums.withUnsafeSums { gradient, information in
            for (place, alternative) in range.enumerated() {
                let (row, item, share) = (Int(sets.rows[alternative]), places[place], shares[place])
                let residual = Double(max(0, sets.counts[alternative])) - choices * share
                gradient[item] += residual
                information[item * size + item] += choices * share
                for column in 0..<width {
                    let distance = features[row * width + column] - mean[column]
                    gradient[column] += residual * features[row * width + column]
                    information[column * size + item] += choices * share * distance
                    for other in column..<width {
                        information[column * size + other] +=
                            choices * share * distance * (features[row * width + other] - mean[other])
                    }
                }
                let line = item * size
                for (other, column) in places.enumerated() {
                    information[line + column] -= choices * share * shares[other]
                }
            }
        }
    }
}

/// What one point of the likelihood is like.
struct InterceptSums {
    let size: Int
    var value = 0.0
    var gradient: [Double]
    /// size × size, row-major; the upper triangle counts.
    var information: [Double]

    init(size: Int) {
        self.size = size
        gradient = [Double](repeating: 0, count: size)
        information = [Double](repeating: 0, count: size * size)
    }

    mutating func withUnsafeSums(
        _ body: (UnsafeMutableBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
    ) {
        gradient.withUnsafeMutableBufferPointer { gradient in
            information.withUnsafeMutableBufferPointer { body(gradient, $0) }
        }
    }

    /// information⁻¹ · gradient; nil where there is none.
    ///
    /// What the choices leave open (an attribute that does not vary in some sets) is held by a trace of the diagonal, which
    /// shortens the step and moves no maximum.
    func newtonStep() -> [Double]? { solve(gradient, ridge: 1e-9) }

    /// The first rows of the inverse information, size columns each.
    func inverseColumns(_ count: Int) -> [Double]? {
        var right = [Double](repeating: 0, count: count * size)
        for place in 0..<count { right[place * size + place] = 1 }
        return solve(right, ridge: 0)
    }

    private func solve(_ right: [Double], ridge: Double) -> [Double]? {
        var (system, right) = (information, right)
        let largest = (0..<size).reduce(0) { max($0, information[$1 * size + $1]) }
        for place in 0..<size { system[place * size + place] += ridge * largest }
        let isSolved = system.withUnsafeMutableBufferPointer { system in
            right.withUnsafeMutableBufferPointer {
                LinearAlgebra.solve(positiveDefinite: system, size: size, right: $0)
            }
        }
        return isSolved && right.allSatisfy(\.isFinite) ? right : nil
    }
}
