// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// B from the items' inverse: B_ij = −P_ij / P_jj, scaled back.
struct ItemSideWeights: Sendable {
    private let inverse: RegularizedInverse
    private let sourceScales: [Float]
    private let columnScales: [Float]  // −(target scale of j) / P_jj

    init(_ inverse: RegularizedInverse, _ wants: ScaledWants) throws(RecommenderError) {
        self.inverse = inverse
        sourceScales = wants.sourceScales
        columnScales = wants.targetScales.indices.map { item in
            -wants.targetScales[item] / inverse.elements[item * inverse.size + item]
        }
    }

    /// Each item's strongest weights.
    func strongest(_ count: Int, threads: Int) -> [[Scored]] {
        let selection = StrongestWeights(count)
        let lists = parallelMap(inverse.size, threads: threads, chunk: 32, scratch: {}) { rows, _ in
            rows.map { row in
                inverse.withRow(row) { line in
                    columnScales.withUnsafeBufferPointer { scales in
                        selection.select(ofRow: row, columns: line.count) {
                            line[$0] * scales[$0] * sourceScales[row]
                        }
                    }
                }
            }
        }
        return Array(lists.joined())
    }
}
