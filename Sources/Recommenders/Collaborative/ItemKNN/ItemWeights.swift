// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// How much each user's want says about an item.
struct ItemWeights: Sendable {
    private let config: ItemKNNConfig

    init(_ config: ItemKNNConfig) { self.config = config }

    /// The matrix of wants (users × items) with its values weighted for the chosen similarity.
    func weighted(_ wants: SparseMatrix) -> SparseMatrix {
        if config.similarity.countsUsers { return wants.mapValues { _, _, _ in 1 } }
        switch config.weighting {
        case .none: return wants
        case .tfidf: return tfidf(wants)
        case .bm25: return bm25(wants)
        }
    }

    /// √w · idf(u), idf(u) = ln(items) − ln(1 + items of u): users are the terms that describe an item.
    private func tfidf(_ wants: SparseMatrix) -> SparseMatrix {
        let idf = inverseFrequencies(wants)
        return wants.mapValues { user, _, weight in Float(Double(weight).squareRoot() * idf[user]) }
    }

    /// w (k1 + 1) / (k1 · length(i) + w) · idf(u), length(i) = 1 − b + b · weight of i / mean weight of items.
    ///
    /// - Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
    private func bm25(_ wants: SparseMatrix) -> SparseMatrix {
        let idf = inverseFrequencies(wants)
        var sums = [Double](repeating: 0, count: wants.columnCount)
        for position in 0..<wants.entryCount { sums[Int(wants.columns[position])] += Double(wants.values[position]) }
        let mean = sums.reduce(0, +) / Double(max(1, sums.count { $0 > 0 }))
        let lengths = sums.map { 1 - config.b + config.b * $0 / mean }
        return wants.mapValues { user, item, weight in
            let weight = Double(weight)
            return Float(weight * (config.k1 + 1) / (config.k1 * lengths[item] + weight) * idf[user])
        }
    }

    /// Items nobody wants are not counted: they would change every idf by the same amount for no reason.
    private func inverseFrequencies(_ wants: SparseMatrix) -> [Double] {
        var isWanted = [Bool](repeating: false, count: wants.columnCount)
        for position in 0..<wants.entryCount { isWanted[Int(wants.columns[position])] = true }
        let known = isWanted.count { $0 }
        return (0..<wants.rowCount).map { user in
            log(Double(known)) - log1p(Double(wants.range(ofRow: user).count))
        }
    }
}

/// base^exponent.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
