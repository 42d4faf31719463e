// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop
internal import Text

/// A collaborative model that also lists items without a history, by factors mapped from their features.
///
/// Learned items score as the member scores them: x · y. An item of which the member learned nothing scores x · ŷ, with
/// ŷ = μ + Wᵀ(its features). Both compete in one list.
///
/// - Sections: `member`, its name in UTF-8; those of ``FeatureSpace``; `map` W, features × width, and `mean` μ (see
///   ``FeatureMap``); `mappedItems`, ascending, and `mappedRows`, items × width, those known at the fit of which nothing
///   was learned. The member's own arrays are not repeated.
public struct WarmModel: RankingModel, LiveItemModel {
    let memberName: String
    let member: any ItemFactorModel
    let space: FeatureSpace
    let map: FeatureMap
    var mapped: MappedItems

    /// Items that the member knows or that were taken up.
    public var itemCount: Int { max(member.itemCount, mapped.end) }

    private var factors: Int { member.itemFactors.columnCount }

    /// Adds x · y_j to every learned item j, and x · ŷ_j to every other whose features are known.
    ///
    /// - Complexity: the member's, and O(mapped items · k).
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        guard let user = member.userFactors(history) else { return }
        member.score(userFactors: user, into: &board)
        forEachMapped(user) { board.add($1, to: $0) }
    }

    /// Whatever the member does.
    public var ranksWithoutBoard: Bool { (member as? any RankingModel)?.ranksWithoutBoard ?? false }

    /// The member's best and the best of the mapped items.
    public func best(_ count: Int, for history: [WeightedItem], where accepts: (UInt32) -> Bool) -> [Scored] {
        guard count > 0, let ranking = member as? any RankingModel, let user = member.userFactors(history) else {
            return []
        }
        var heap = BestHeap(capacity: count)
        for entry in ranking.best(count, for: history, where: accepts) { heap.insert(entry) }
        forEachMapped(user) { item, score in
            let candidate = Scored(item: item, score: score)
            if score.isFinite, heap.wouldKeep(candidate), accepts(item) { heap.insert(candidate) }
        }
        return heap.sorted()
    }

    /// Adds the cosine of the two items' factors, learned or mapped.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        let index = Int(item.rawValue)
        if index < member.itemCount, member.hasLearned(index) {
            member.scoreSimilar(to: item, into: &board)
            member.itemFactors.withRow(index) { forEachMappedCosine(with: $0) { board.add($1, to: $0) } }
        } else if let row = mapped.row(of: item.rawValue) {
            row.withUnsafeBufferPointer { row in
                let own = UnsafeBufferPointer(rebasing: row[..<factors])
                member.scoreSimilar(toFactors: own, into: &board)
                forEachMappedCosine(with: own) { board.add($1, to: $0) }
            }
        }
    }

    /// The member's most alike and the mapped items most alike.
    public func best(_ count: Int, like item: ItemIndex, where accepts: (UInt32) -> Bool) -> [Scored]? {
        let index = Int(item.rawValue)
        if index < member.itemCount, member.hasLearned(index) {
            return member.itemFactors.withRow(index) { best(count, likeFactors: $0, where: accepts) }
        }
        guard let row = mapped.row(of: item.rawValue) else { return nil }
        return row.withUnsafeBufferPointer {
            best(count, likeFactors: UnsafeBufferPointer(rebasing: $0[..<factors]), where: accepts)
        }
    }

    private func best(
        _ count: Int, likeFactors own: UnsafeBufferPointer<Float>, where accepts: (UInt32) -> Bool
    ) -> [Scored]? {
        guard let learned = member.best(count, likeFactors: own, where: accepts) else { return nil }
        var heap = BestHeap(capacity: count)
        for entry in learned { heap.insert(entry) }
        forEachMappedCosine(with: own) { item, cosine in
            let candidate = Scored(item: item, score: cosine)
            if heap.wouldKeep(candidate), accepts(item) { heap.insert(candidate) }
        }
        return heap.sorted()
    }

    /// What each item of the history adds to the score, of a mapped item as of a learned one.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        let index = Int(item.rawValue)
        if index < member.itemCount, member.hasLearned(index) { return member.contributions(of: history, to: item) }
        guard let row = mapped.row(of: item.rawValue) else { return [] }
        return row.withUnsafeBufferPointer {
            member.contributions(
                of: history, toFactors: UnsafeBufferPointer(rebasing: $0[..<factors]),
                bias: row.count > factors ? row[factors] : 0)
        }
    }

    /// Maps items that the member never learned; any other keeps its learned factors, whatever is said of it.
    public func takingUp(_ items: [LiveItem]) -> WarmModel {
        let analyser = space.reader.analyser()
        let changes = items.filter { !member.hasLearned(Int($0.index.rawValue)) }.map { live in
            (item: live.index.rawValue, row: live.item.flatMap { row(of: $0, by: analyser) })
        }
        var model = self
        model.mapped.set(changes)
        return model
    }

    /// The mapped row of an item; nil when none of its features is known.
    private func row(of item: Item, by analyser: TextAnalyser) -> [Float]? {
        let features = space.row(of: item, by: analyser)
        return features.isEmpty ? nil : map.row(features)
    }

    private func forEachMapped(_ user: [Float], _ body: (UInt32, Float) -> Void) {
        if mapped.isEmpty { return }
        let vector = map.width > user.count ? user + [1] : user  // 1 times the bias
        vector.withUnsafeBufferPointer { mapped.forEachProduct(with: $0, body) }
    }

    private func forEachMappedCosine(with vector: UnsafeBufferPointer<Float>, _ body: (UInt32, Float) -> Void) {
        let length = LinearAlgebra.dot(vector, vector).squareRoot()
        guard length > 0 else { return }
        mapped.forEachRow { item, row in
            let own = UnsafeBufferPointer(rebasing: row[..<factors])
            let ownLength = LinearAlgebra.dot(own, own).squareRoot()
            if ownLength > 0 { body(item, LinearAlgebra.dot(own, vector) / (length * ownLength)) }
        }
    }
}
