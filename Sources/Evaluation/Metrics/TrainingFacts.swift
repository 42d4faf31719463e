// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix
internal import Recommenders
internal import Shop

/// What the training part says about items, once for every model judged on the same split.
public final class TrainingFacts: Sendable {
    /// Who had to do with what before being judged: users × items.
    let seen: SparseMatrix
    /// Different users of each item in training.
    let popularity: [Int]
    /// −log2 of the part of the training users that had to do with the item; an item of nobody counts as one of one.
    let information: [Double]
    /// Users of each item in training, items × users; nil unless diversity is measured, which alone needs it.
    let usersByItem: SparseMatrix?
    /// Whether each item may be in a list: those with a user in training, or those that the split names.
    let isCandidate: [Bool]
    /// Items that may be in a list.
    let catalogueCount: Int
    /// How popular the items of each band are; every band carries about the same part of all user-item pairs.
    let itemBands: QuantileBands
    /// The split's own; nil when nothing keeps an item out of a list.
    let candidates: [Bool]?
    private let bandOfItem: [UInt8]  // the number of bands for an item of nobody

    /// Facts of a split's training part.
    ///
    /// - Complexity: O(interactions + users + items · log items).
    init(_ split: Split, bandCount: Int, metrics: [Metric]) {
        let training = split.training.interactions.itemsByUser()
        seen = split.foldIn.map { $0.interactions.itemsByUser() } ?? training
        usersByItem = metrics.contains(.diversity) ? training.transposed() : nil
        var popularity = [Int](repeating: 0, count: split.training.itemCount)
        training.columns.withUnsafeBuffer { for item in $0 { popularity[Int(item)] += 1 } }
        self.popularity = popularity
        let users = (0..<training.rowCount).reduce(0) { $0 + (training.range(ofRow: $1).isEmpty ? 0 : 1) }
        information = popularity.map { log2(Double(max(1, users)) / Double(max(1, $0))) }
        isCandidate = split.candidates ?? popularity.map { $0 > 0 }
        catalogueCount = isCandidate.count { $0 }
        candidates = split.candidates
        let bands = QuantileBands(popularity.filter { $0 > 0 }, bandCount: bandCount, weight: { $0 })
        itemBands = bands
        bandOfItem = popularity.map { UInt8(truncatingIfNeeded: $0 > 0 ? bands.band(of: $0) : bands.count) }
    }
    /// The band of an item; nil when it has no user in training.
    func band(of item: UInt32) -> Int? {
        let band = Int(bandOfItem[Int(item)])
        return band < itemBands.count ? band : nil
    }
}
