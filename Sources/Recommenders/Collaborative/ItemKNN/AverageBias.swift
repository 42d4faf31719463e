// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// What centring the wants on each item's mean adds to an item's score, whoever it is scored for.
enum AverageBias {
    /// One number an item.
    ///
    /// With μ the items' mean wants over all users who want anything, the prediction
    ///
    ///     score(u, j) = μ_j + Σ_i s(i, j) (r_ui − μ_i) = Σ_i s(i, j) r_ui + b_j,  b_j = μ_j − Σ_i s(i, j) μ_i
    ///
    /// differs from the plain sum by a number of the item alone.
    ///
    /// - Source: Sarwar et al., WWW 2001, weighted sums; centred on item means as in Koren, "Factor in the Neighbors",
    ///   TKDD 2010, eq. 3, with the item's mean as the baseline.
    static func of(_ wants: SparseMatrix, lists: RankedLists) -> SharedArray<Float> {
        let users = (0..<wants.rowCount).count { !wants.range(ofRow: $0).isEmpty }
        var means = [Double](repeating: 0, count: wants.columnCount)
        for position in 0..<wants.entryCount { means[Int(wants.columns[position])] += Double(wants.values[position]) }
        for item in means.indices { means[item] /= Double(max(1, users)) }
        var biases = means
        for source in 0..<lists.count {
            for position in lists.range(of: source) {
                biases[Int(lists.items[position])] -= Double(lists.scores[position]) * means[source]
            }
        }
        return SharedArray(biases.map { Float($0) })
    }
}
