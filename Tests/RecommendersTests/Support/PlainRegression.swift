// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders

/// Each item regressed on all others, in double precision and without any thought of speed.
struct PlainRegression {
    private let gram: [[Double]]  // X̃ᵀX̃ + λI
    private let sourceScales: [Double]
    private let targetScales: [Double]

    init(_ data: Dataset, _ settings: Settings) throws {
        func setting(_ name: String) throws -> Double { try settings.number(name, in: -1e9...1e9, default: 0) }
        let wants = data.matrix(weighting: EventWeighting()).dense
        let items = Array(0..<data.itemCount)
        let users = wants.map { row in row.reduce(0) { $0 + $1 * $1 } }
        let norms = items.map { item in wants.reduce(0) { $0 + $1[item] * $1[item] } }
        let (p, q, g) = (try setting("userDamping"), try setting("itemDamping"), try setting("popularityDamping"))
        let scaled = wants.indices.map { user in
            items.map { item in
                wants[user][item] == 0 ? 0 : wants[user][item] * pow(users[user], -p) * pow(norms[item], -q)
            }
        }
        let regularization = try setting("regularization")
        gram = items.map { item in
            items.map { other in
                scaled.reduce(item == other ? regularization : 0) { $0 + $1[item] * $1[other] }
            }
        }
        sourceScales = norms.map { pow($0, -q) }
        targetScales = norms.map { pow($0, q - g) }
    }

    /// B_ij = −P_ij / P_jj, scaled back; the diagonal is 0.
    func weights() -> [[Double]] {
        let inverse = inverted(gram)
        return gram.indices.map { item in
            gram.indices.map { other in
                item == other
                    ? 0 : -inverse[item][other] / inverse[other][other] * sourceScales[item] * targetScales[other]
            }
        }
    }

    /// The weights of all items for one, by coordinate descent until nothing moves.
    func elasticNet(_ target: Int, sparsity: Double, isNonNegative: Bool) -> [Double] {
        var weights = [Double](repeating: 0, count: gram.count)
        for _ in 0..<100 {
            for item in gram.indices where item != target {
                let others = gram.indices.reduce(0) { $1 == item ? $0 : $0 + gram[item][$1] * weights[$1] }
                let rest = gram[item][target] - others
                let shrunk = rest > sparsity ? rest - sparsity : rest < -sparsity ? rest + sparsity : 0
                weights[item] = (isNonNegative ? max(0, shrunk) : shrunk) / gram[item][item]
            }
        }
        return weights
    }

    /// The inverse by Gauss and Jordan, one pivot after the other.
    private func inverted(_ matrix: [[Double]]) -> [[Double]] {
        var rows = matrix.indices.map { row in matrix[row] + matrix.indices.map { $0 == row ? 1 : 0 } }
        for pivot in rows.indices {
            rows[pivot] = rows[pivot].map { $0 / rows[pivot][pivot] }
            for row in rows.indices where row != pivot {
                let factor = rows[row][pivot]
                rows[row] = zip(rows[row], rows[pivot]).map { $0 - factor * $1 }
            }
        }
        return rows.map { Array($0.suffix(matrix.count)) }
    }
}
