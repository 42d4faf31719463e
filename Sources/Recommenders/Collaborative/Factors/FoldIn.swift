// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Finds the factors of a user from their history, with the items' factors fixed, as one small linear system.
///
/// They are s times those for which ``FactorObjective`` is smallest, whatever the items' factors were learned for. What
/// an item weighs is capped, then multiplied by its scale.
struct FoldIn: Sendable {
    /// The items' factors, turned.
    let items: FixedFactors
    /// ‖row‖ of each item's factors; 0 for an item of which nothing was learned, which then says nothing of a user.
    let lengths: SharedArray<Float>
    let objective: FactorObjective
    /// What an item's weights are multiplied by; empty where all are 1.
    var observationScales = SharedArray<Float>([])
    /// What an item weighs at most.
    var largestWeight = Float.infinity
    /// s.
    var scale: Float = 1

    init(_ items: FixedFactors, lengths: SharedArray<Float>? = nil, objective: FactorObjective) {
        self.items = items
        self.lengths = lengths ?? items.factors.rowLengths
        self.objective = objective
    }

    var factors: Int { items.factors.columnCount }

    /// Whether anything was learned of the item.
    func hasLearned(_ item: Int) -> Bool { item < lengths.count && lengths[item] > 0 }

    /// A solver for histories of at most that many items.
    func solver(longestHistory: Int) -> FactorSolver {
        FactorSolver(fixed: items, objective: objective, longestRow: longestHistory)
    }

    /// The factors of a user with that history; nil when no item of it is known and wanted, or no solution exists.
    ///
    /// - Complexity: O(n·k·min(n, k)) for n items.
    func factors(of history: [WeightedItem]) -> [Float]? {
        var user = [Float](repeating: 0, count: factors)
        let isSolved = user.withUnsafeMutableBufferPointer {
            solve(history, with: solver(longestHistory: history.count), into: $0)
        }
        return isSolved ? user : nil
    }

    /// Writes the factors of a user with that history; false when there are none.
    func solve(
        _ history: [WeightedItem], with solver: borrowing FactorSolver, into user: UnsafeMutableBufferPointer<Float>
    ) -> Bool {
        withRow(history) { row in
            guard row.count > 0, solver.solveExactly(row, into: user) else { return false }
            if scale != 1 { for factor in user.indices { user[factor] *= scale } }
            return user.allSatisfy(\.isFinite)
        }
    }

    /// What each item of the history adds to b + x · y for those y: s · yᵀ (w₀YᵀY + λI + Σ α w y yᵀ)⁻¹ y_j c_j, and its
    /// part of b by weight; empty when there is no solution.
    ///
    /// - Source: Hu, Koren, Volinsky, ICDM 2008, section 5.
    func contributions(
        of history: [WeightedItem], toFactors factors: UnsafeBufferPointer<Float>, bias: Float
    ) -> [Float] {
        withRow(history) { row in
            guard row.count > 0 else { return history.map { _ in 0 } }
            let solver = solver(longestHistory: row.count)
            guard solver.influence(of: row, on: factors) else { return [] }
            let share = bias / row.weights.reduce(0, +)
            var place = -1
            return history.map { entry in
                guard isUsable(entry) else { return 0 }
                place += 1
                return scale * solver.targets[place] + share * row.weights[place]
            }
        }
    }

    private func isUsable(_ entry: WeightedItem) -> Bool {
        entry.weight > 0 && entry.weight.isFinite && hasLearned(Int(entry.item.rawValue))
    }

    /// The items of the history that the model knows and the user wants, in order, weighed as in training.
    private func withRow<Result>(_ history: [WeightedItem], _ body: (WeightedRow) -> Result) -> Result {
        let usable = history.filter(isUsable)
        let columns = usable.map(\.item.rawValue)
        let weights = usable.map { entry in
            let weight = min(entry.weight, largestWeight)
            return observationScales.count == 0 ? weight : weight * observationScales[Int(entry.item.rawValue)]
        }
        return columns.withUnsafeBufferPointer { columns in
            weights.withUnsafeBufferPointer { body(WeightedRow(columns: columns, weights: $0)) }
        }
    }
}
