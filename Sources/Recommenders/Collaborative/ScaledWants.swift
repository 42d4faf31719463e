// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// How a linear item-item model scales users and items; the exponents are powers of their sums of squared weights,
/// which are counts when every weight is 1.
struct WantScaling: Sendable, Equatable {
    /// p: a user's row is divided by ‖x_u‖^2p, so that who wants everything says less about anything.
    var userDamping = 0.0
    /// q: an item's column is divided by ‖x_i‖^2q before the fit and multiplied after it: λ grows like popularity^2q.
    var itemDamping = 0.0
    /// γ: what speaks for an item is divided by ‖x_j‖^2γ; below 0 the much-wanted gain.
    var popularityDamping = 0.0
}

/// Who wants what, scaled for a linear model: X̃ = D_u^−p X D_i^−q, without the users and items that have no entry.
struct ScaledWants: Sendable {
    /// X̃, users × items, both numbered anew in their order.
    let byUser: SparseMatrix
    /// X̃ᵀ.
    let byItem: SparseMatrix
    /// The dataset's index of each item, ascending.
    let items: [UInt32]
    /// Items of the dataset, with those that nobody wants.
    let catalogueCount: Int
    /// What a weight from item i is multiplied by: ‖x_i‖^−2q.
    let sourceScales: [Float]
    /// What a weight to item j is multiplied by: ‖x_j‖^(2q − 2γ).
    let targetScales: [Float]

    init(_ wants: SparseMatrix, _ scaling: WantScaling) {
        let (users, items) = (squaredNorms(ofRows: wants), squaredNorms(ofColumns: wants))
        let userScales = users.map { power($0, -scaling.userDamping) }
        let itemScales = items.map { power($0, -scaling.itemDamping) }
        byUser = wants.mapValues { Float(userScales[$0] * itemScales[$1] * Double($2)) }.withoutEmptyRowsAndColumns()
        byItem = byUser.transposed()
        catalogueCount = wants.columnCount
        let wanted = items.indices.filter { items[$0] > 0 }
        self.items = wanted.map { UInt32(truncatingIfNeeded: $0) }
        sourceScales = wanted.map { Float(itemScales[$0]) }
        targetScales = wanted.map { Float(power(items[$0], -scaling.popularityDamping) / itemScales[$0]) }
    }

    /// Neighbour lists of the items that are wanted, turned into lists of the whole catalogue.
    func expanded(_ lists: [[Scored]]) -> NeighbourLists {
        var all = [[Scored]](repeating: [], count: catalogueCount)
        for (item, list) in zip(items, lists) {
            all[Int(item)] = list.map { Scored(item: items[Int($0.item)], score: $0.score) }
        }
        return NeighbourLists(all, lengths: all.map(\.count))
    }
}

private func squaredNorms(ofRows matrix: SparseMatrix) -> [Double] {
    (0..<matrix.rowCount).map { row in
        matrix.range(ofRow: row).reduce(0) { $0 + Double(matrix.values[$1]) * Double(matrix.values[$1]) }
    }
}

private func squaredNorms(ofColumns matrix: SparseMatrix) -> [Double] {
    var norms = [Double](repeating: 0, count: matrix.columnCount)
    for position in 0..<matrix.entryCount {
        norms[Int(matrix.columns[position])] += Double(matrix.values[position]) * Double(matrix.values[position])
    }
    return norms
}

extension SparseMatrix {
    /// The same entries with rows and columns numbered anew, in their order, those without an entry left out.
    fileprivate func withoutEmptyRowsAndColumns() -> SparseMatrix {
        var isUsed = [Bool](repeating: false, count: columnCount)
        for position in 0..<entryCount { isUsed[Int(columns[position])] = true }
        var (numbers, count) = ([UInt32](repeating: 0, count: columnCount), UInt32(0))
        for column in 0..<columnCount where isUsed[column] {
            numbers[column] = count
            count += 1
        }
        let starts = (0..<rowCount).filter { !range(ofRow: $0).isEmpty }.map { offsets[$0] }
        return SparseMatrix(
            offsets: SharedArray(starts + [entryCount]),
            columns: SharedArray(columns.array.map { numbers[Int($0)] }), values: values, columnCount: Int(count))
    }
}
