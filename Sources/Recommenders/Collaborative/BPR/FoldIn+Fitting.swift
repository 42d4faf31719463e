// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension FoldIn {
    /// Chooses w₀ and λ such that users are folded in nearest to the factors that were learned for them.
    ///
    /// Nearness is (Σ p · p̂)² / (Σ p² · Σ p̂²) over some users spread over all of them, p̂ being the learned factors: 1
    /// minus the part of p̂ that the best common scale s = Σ p · p̂ / Σ p² leaves unexplained.
    ///
    /// - Complexity: O(sample · settings · k³), at most about a second of one core.
    init(fitting users: DenseMatrix, of wants: SparseMatrix, items: DenseMatrix, threads: Int) {
        meanWeight = wants.meanValue
        let gram = Self.gram(of: items, threads: threads)
        let candidates = Self.unobservedWeights.flatMap { weight in Self.regularizations.map { (weight, $0) } }
        let systems = candidates.map { Self.system(gram, unobservedWeight: $0.0, regularization: $0.1) }
        let sample = Self.sample(of: wants, factors: items.columnCount)
        let mean = meanWeight
        let parts = parallelMap(sample.count, threads: threads, chunk: 4, scratch: {}) { places, _ in
            places.map { place in
                Self.sums(
                    users: users, user: sample[place], wants: wants.wants(of: sample[place], mean: mean), items: items,
                    systems: systems)
            }
        }
        var totals = [Sums](repeating: Sums(), count: systems.count)
        for sums in parts.joined() { for (place, sum) in sums.enumerated() { totals[place].add(sum) } }
        let best = totals.indices.max { totals[$0].nearness < totals[$1].nearness } ?? 0
        self.gram = SharedArray(systems[best])
        scale = totals[best].scale
    }

    private static let unobservedWeights: [Float] = [1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1]
    private static let regularizations: [Float] = [0.03, 0.1, 0.3, 1, 3, 10]

    /// Settings that are tried, a k × k system each.
    static var settingCount: Int { unobservedWeights.count * regularizations.count }

    /// What one setting's vectors and the learned ones have in common.
    private struct Sums {
        var product = 0.0  // Σ p · p̂
        var squared = 0.0  // Σ p²
        var hasFailed = false

        mutating func add(_ other: Sums) {
            product += other.product
            squared += other.squared
            hasFailed = hasFailed || other.hasFailed
        }

        /// Up to Σ p̂², which is the same for every setting.
        var nearness: Double { hasFailed || squared <= 0 || product <= 0 ? 0 : product * product / squared }

        var scale: Float {
            let scale = Float(product / squared)
            return scale.isFinite && scale > 0 ? scale : 1
        }
    }

    /// Users with wants, evenly spread; fewer when a solve is long.
    private static func sample(of wants: SparseMatrix, factors: Int) -> [Int] {
        let active = (0..<wants.rowCount).filter { !wants.range(ofRow: $0).isEmpty }
        let count = min(active.count, max(16, min(256, 4_194_304 / (factors * factors))))
        return (0..<count).map { active[$0 * active.count / count] }
    }

    private static func sums(
        users: DenseMatrix, user: Int, wants: [Want], items: DenseMatrix, systems: [[Float]]
    ) -> [Sums] {
        var right = [Float](repeating: 0, count: items.columnCount)
        right.withUnsafeMutableBufferPointer { addSum(of: wants, items: items, to: $0) }
        var (own, panel) = ([Float](repeating: 0, count: right.count * right.count), [Float]())
        addGram(of: wants, items: items, to: &own, by: &panel)
        return systems.map { common in
            var (system, solution) = (common, right)
            own.withUnsafeBufferPointer { own in
                system.withUnsafeMutableBufferPointer { LinearAlgebra.add(own, scaledBy: 1, to: $0) }
            }
            let isSolved = solution.withUnsafeMutableBufferPointer { solve(&system, $0) }
            guard isSolved else { return Sums(hasFailed: true) }
            return solution.withUnsafeBufferPointer { found in
                Sums(
                    product: Double(users.withRow(user) { LinearAlgebra.dot(found, $0) }),
                    squared: Double(LinearAlgebra.dot(found, found)))
            }
        }
    }

    /// w₀ QᵀQ + λI.
    private static func system(_ gram: [Float], unobservedWeight: Float, regularization: Float) -> [Float] {
        let size = Int(Double(gram.count).squareRoot().rounded())
        var system = gram.map { $0 * unobservedWeight }
        for factor in 0..<size { system[factor * size + factor] += regularization }
        return system
    }

    /// QᵀQ, upper triangle, added up in chunks whose order does not depend on the threads.
    private static func gram(of items: DenseMatrix, threads: Int) -> [Float] {
        let factors = items.columnCount
        let parts = parallelMap(items.rowCount, threads: threads, chunk: 4_096, scratch: {}) { rows, _ in
            var part = [Float](repeating: 0, count: factors * factors)
            items.elements.withUnsafeBuffer { elements in
                part.withUnsafeMutableBufferPointer { part in
                    let rows = elements[(rows.lowerBound * factors)..<(rows.upperBound * factors)]
                    LinearAlgebra.addGram(of: UnsafeBufferPointer(rebasing: rows), columns: factors, to: part)
                }
            }
            return part
        }
        return parts.reduce(into: [Float](repeating: 0, count: factors * factors)) { sum, part in
            for place in sum.indices { sum[place] += part[place] }
        }
    }
}

extension SparseMatrix {
    fileprivate func wants(of row: Int, mean: Float) -> [FoldIn.Want] {
        range(ofRow: row).map {
            FoldIn.Want(row: Int(columns[$0]), weight: min(values[$0] / mean, PairCells.largestWeight))
        }
    }
}
