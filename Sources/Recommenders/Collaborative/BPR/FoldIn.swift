// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Finds the factors of a user from their history, with the items' factors fixed, as one small linear system.
///
/// p = s · (w₀ QᵀQ + Σ w q qᵀ + λI)⁻¹ Σ w q over the history's items, w relative to the mean weight in training: every
/// wanted item should score 1 and all others 0, the others counting w₀ each. That is iALS's step for a user, not BPR's
/// gradient; with w₀ and λ chosen by how near p comes to the users' learned factors it stands in for them, at the cost
/// of one solve. s brings p to the learned length, so that the items' biases weigh as in training.
///
/// - Shapes: `gram` k × k, w₀ QᵀQ + λI, upper triangle.
/// - Source of the step: Hu, Koren, Volinsky, ICDM 2008, eq. 4.
struct FoldIn: Sendable {
    let gram: SharedArray<Float>
    /// s.
    let scale: Float
    /// What a weight is divided by.
    let meanWeight: Float

    /// A wanted item: its row and its relative weight.
    struct Want {
        var row: Int
        var weight: Float
    }

    /// (w₀ QᵀQ + Σ w q qᵀ + λI)⁻¹ right; nil when there is no unique solution.
    func solve(_ wants: [Want], items: DenseMatrix, right: [Float]) -> [Float]? {
        var (system, solution) = (gram.array, right)
        Self.addGram(of: wants, items: items, to: &system)
        return Self.solve(&system, &solution) ? solution : nil
    }

    /// The factors of a user with those wants.
    func factors(of wants: [Want], items: DenseMatrix) -> [Float]? {
        guard !wants.isEmpty, let solution = solve(wants, items: items, right: Self.sum(of: wants, items: items))
        else { return nil }
        return solution.map { $0 * scale }
    }

    /// Σ w q.
    static func sum(of wants: [Want], items: DenseMatrix) -> [Float] {
        var sum = [Float](repeating: 0, count: items.columnCount)
        for want in wants {
            items.withRow(want.row) { row in
                sum.withUnsafeMutableBufferPointer { LinearAlgebra.add(row, scaledBy: want.weight, to: $0) }
            }
        }
        return sum
    }

    /// system += Σ w q qᵀ.
    static func addGram(of wants: [Want], items: DenseMatrix, to system: inout [Float]) {
        let factors = items.columnCount
        let panel = [Float](unsafeUninitializedCapacity: wants.count * factors) { panel, count in
            for (place, want) in wants.enumerated() {
                let root = want.weight.squareRoot()
                items.withRow(want.row) { row in
                    for factor in 0..<factors { panel[place * factors + factor] = row[factor] * root }
                }
            }
            count = wants.count * factors
        }
        panel.withUnsafeBufferPointer { panel in
            system.withUnsafeMutableBufferPointer { LinearAlgebra.addGram(of: panel, columns: factors, to: $0) }
        }
    }

    static func solve(_ system: inout [Float], _ right: inout [Float]) -> Bool {
        let isSolved = system.withUnsafeMutableBufferPointer { system in
            right.withUnsafeMutableBufferPointer { LinearAlgebra.solve(positiveDefinite: system, right: $0) }
        }
        return isSolved && right.allSatisfy(\.isFinite)
    }
}
