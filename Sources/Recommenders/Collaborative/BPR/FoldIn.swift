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

    /// Memory that is used again from user to user.
    struct Workspace {
        fileprivate var system: [Float] = []
        fileprivate var panel: [Float] = []
    }

    /// (w₀ QᵀQ + Σ w q qᵀ + λI)⁻¹ right; nil when there is no unique solution.
    func solve(_ wants: [Want], items: DenseMatrix, right: [Float]) -> [Float]? {
        var (workspace, solution) = (Workspace(), right)
        let isSolved = solution.withUnsafeMutableBufferPointer { solve(wants, items: items, in: &workspace, right: $0) }
        return isSolved ? solution : nil
    }

    /// The factors of a user with those wants.
    func factors(of wants: [Want], items: DenseMatrix) -> [Float]? {
        var (workspace, user) = (Workspace(), [Float](repeating: 0, count: items.columnCount))
        let isSolved = user.withUnsafeMutableBufferPointer { solve(wants, items: items, in: &workspace, into: $0) }
        return isSolved ? user : nil
    }

    /// Writes the factors of a user with those wants; false when there are none.
    func solve(
        _ wants: [Want], items: DenseMatrix, in workspace: inout Workspace, into user: UnsafeMutableBufferPointer<Float>
    ) -> Bool {
        guard !wants.isEmpty else { return false }
        user.update(repeating: 0)
        Self.addSum(of: wants, items: items, to: user)
        guard solve(wants, items: items, in: &workspace, right: user) else { return false }
        for factor in user.indices { user[factor] *= scale }
        return true
    }

    private func solve(
        _ wants: [Want], items: DenseMatrix, in workspace: inout Workspace, right: UnsafeMutableBufferPointer<Float>
    ) -> Bool {
        workspace.system.removeAll(keepingCapacity: true)
        gram.withUnsafeBuffer { workspace.system.append(contentsOf: $0) }
        Self.addGram(of: wants, items: items, to: &workspace.system, by: &workspace.panel)
        return Self.solve(&workspace.system, right)
    }

    /// sum += Σ w q.
    static func addSum(of wants: [Want], items: DenseMatrix, to sum: UnsafeMutableBufferPointer<Float>) {
        for want in wants { items.withRow(want.row) { LinearAlgebra.add($0, scaledBy: want.weight, to: sum) } }
    }

    /// system += Σ w q qᵀ; the panel holds √w q meanwhile.
    static func addGram(of wants: [Want], items: DenseMatrix, to system: inout [Float], by panel: inout [Float]) {
        let factors = items.columnCount
        panel.removeAll(keepingCapacity: true)
        for want in wants {
            let root = want.weight.squareRoot()
            items.withRow(want.row) { row in panel.append(contentsOf: row.lazy.map { $0 * root }) }
        }
        panel.withUnsafeBufferPointer { panel in
            system.withUnsafeMutableBufferPointer { LinearAlgebra.addGram(of: panel, columns: factors, to: $0) }
        }
    }

    static func solve(_ system: inout [Float], _ right: UnsafeMutableBufferPointer<Float>) -> Bool {
        let isSolved = system.withUnsafeMutableBufferPointer {
            LinearAlgebra.solve(positiveDefinite: $0, right: right)
        }
        return isSolved && right.allSatisfy(\.isFinite)
    }
}
