// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Regresses one item after the other on its candidates C, those that co-occur with it most:
/// min_b ½ bᵀ(G_CC + λ₂I)b − G_Cjᵀ b + λ₁‖b‖₁, b ≥ 0 where asked for.
///
/// Everything the regression needs is gathered into one small dense system, which stays in the cache.
///
/// - Complexity: O(rows of G of the candidates + |C|³) an item.
/// - Ownership: one thread at a time; what an item leaves behind is cleared before the next.
struct NeighbourhoodRegression: ~Copyable {
    private let gram: CoOccurrences
    private let config: SLIMConfig
    private let places: UnsafeMutableBufferPointer<Int32>  // by item: its place among the candidates, else −1
    private let system: UnsafeMutableBufferPointer<Float>  // G_CC, |C| × |C|
    private let weights: UnsafeMutableBufferPointer<Float>
    private let gradient: UnsafeMutableBufferPointer<Float>

    init(_ gram: CoOccurrences, _ config: SLIMConfig) {
        self.gram = gram
        self.config = config
        let candidates = min(config.candidates, gram.count)
        places = .allocate(capacity: gram.count)
        places.initialize(repeating: -1)
        system = .allocate(capacity: candidates * candidates)
        system.initialize(repeating: 0)
        weights = .allocate(capacity: candidates)
        weights.initialize(repeating: 0)
        gradient = .allocate(capacity: candidates)
        gradient.initialize(repeating: 0)
    }

    deinit {
        places.deallocate()
        system.deallocate()
        weights.deallocate()
        gradient.deallocate()
    }

    /// The weights of the items that explain `item`, by index; nil when the system has no unique solution.
    func explain(_ item: Int) -> [Scored]? {
        let candidates = gram[item].prefix(config.candidates)
        guard !candidates.isEmpty else { return [] }
        let count = candidates.count
        let system = UnsafeMutableBufferPointer(rebasing: system[..<(count * count)])
        let weights = UnsafeMutableBufferPointer(rebasing: weights[..<count])
        gather(candidates, into: system)
        if config.sparsity == 0, !config.isNonNegative {
            for (place, candidate) in candidates.enumerated() { weights[place] = candidate.score }
            guard LinearAlgebra.solve(positiveDefinite: system, right: weights) else { return nil }
        } else {
            descend(candidates, system, weights)
        }
        guard weights.allSatisfy(\.isFinite) else { return nil }
        return zip(candidates, weights).filter { $1 != 0 }.map { Scored(item: $0.item, score: $1) }
            .sorted { $0.item < $1.item }
    }

    /// G_CC + λ₂I, both triangles; an entry that only one of the two rows remembers counts for both.
    private func gather(_ candidates: ArraySlice<Scored>, into system: UnsafeMutableBufferPointer<Float>) {
        let count = candidates.count
        system.update(repeating: 0)
        for (place, candidate) in candidates.enumerated() { places[Int(candidate.item)] = Int32(place) }
        for (place, candidate) in candidates.enumerated() {
            system[place * count + place] = gram.diagonal[Int(candidate.item)] + Float(config.regularization)
            gram[Int(candidate.item)].withUnsafeBufferPointer { row in
                for entry in row {
                    let other = Int(places[Int(entry.item)])
                    guard other >= 0 else { continue }
                    system[place * count + other] = entry.score
                    system[other * count + place] = entry.score
                }
            }
        }
        for candidate in candidates { places[Int(candidate.item)] = -1 }
    }

    /// Coordinate descent: b_c ← S(r_c + A_cc b_c, λ₁) / A_cc, with the gradient r = G_Cj − A b kept up to date.
    ///
    /// - Source: Friedman, Hastie, Tibshirani, "Regularization Paths for Generalized Linear Models via Coordinate
    ///   Descent", 2010, section 2.2 (covariance updates).
    private func descend(
        _ candidates: ArraySlice<Scored>, _ system: UnsafeMutableBufferPointer<Float>,
        _ weights: UnsafeMutableBufferPointer<Float>
    ) {
        let (count, gradient) = (weights.count, UnsafeMutableBufferPointer(rebasing: gradient[..<weights.count]))
        weights.update(repeating: 0)
        for (place, candidate) in candidates.enumerated() { gradient[place] = candidate.score }
        for _ in 0..<Self.mostSweeps {
            var (largest, change) = (Float(0), Float(0))
            for place in 0..<count {
                let line = UnsafeBufferPointer(
                    rebasing: UnsafeBufferPointer(system)[(place * count)..<((place + 1) * count)])
                let updated = shrunk(gradient[place] + line[place] * weights[place]) / line[place]
                let step = updated - weights[place]
                largest = max(largest, updated.magnitude)
                guard step != 0 else { continue }
                change = max(change, step.magnitude)
                weights[place] = updated
                LinearAlgebra.add(line, scaledBy: -step, to: gradient)
            }
            if change <= Self.tolerance * largest { return }
        }
    }

    private static let mostSweeps = 200
    private static let tolerance: Float = 1e-4

    /// Soft thresholding: nearer to 0 by λ₁, and no further than 0.
    private func shrunk(_ value: Float) -> Float {
        let sparsity = Float(config.sparsity)
        if value > sparsity { return value - sparsity }
        return value < -sparsity && !config.isNonNegative ? value + sparsity : 0
    }
}
