// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Recommends what the users most like the history's owner wanted: score(j) = Σ_v s(u, v)^p · w(v, j) / users(j)^β.
///
/// Who is near is found by adding up the lists of users of the history's items, so work grows with these lists and not
/// with the number of users.
///
/// - Sections: `itemCount` [1]; `user…`, w(v, j) / users(j)^β by user; `item…`, what each want says about its user, by
///   item, cut to `usersPerItem`; `squaredLengths` ‖r_v‖² of each user; `columnLengths` of each item, for
///   `scoreSimilar`; `frequencies` of each item; `shape` and `numbers`, the settings.
public struct UserKNNModel: UserModel {
    let byUser: SparseRows
    let byItem: SparseRows
    let squaredLengths: SharedArray<Float>
    let columnLengths: SharedArray<Float>
    let weights: UserWeights
    let similarity: UserSimilarity
    let limits: Limits

    /// How far the model looks, and what it makes of what it finds.
    struct Limits: Sendable, Equatable {
        var neighbours: Int
        var newestItems: Int
        var countsItems: Bool
        var isNormalized: Bool
    }

    /// Items known when it was trained.
    public var itemCount: Int { byItem.count }
    /// Users known when it was trained.
    public var userCount: Int { byUser.count }

    init(
        config: UserKNNConfig, weights: UserWeights, byUser: SparseRows, byItem: SparseRows,
        squaredLengths: SharedArray<Float>, columnLengths: SharedArray<Float>
    ) {
        self.byUser = byUser
        self.byItem = byItem
        self.squaredLengths = squaredLengths
        self.columnLengths = columnLengths
        self.weights = weights
        similarity = UserSimilarity(config)
        limits = Limits(
            neighbours: config.neighbours, newestItems: config.newestItems, countsItems: config.countsItems,
            isNormalized: config.normalized)
    }

    /// Adds what the nearest users wanted, each as loud as they are near.
    ///
    /// Only the first `newestItems` of the history count, and of each only its `usersPerItem` users.
    ///
    /// - Complexity: O(users of the history's items + wants of the neighbours).
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        let row = row(of: history)
        guard !row.wants.isEmpty else { return }
        board.withSpare(itemCount: userCount) { board, users in
            let near = neighbours(of: row, on: &users)
            let scale = scale(of: near)
            board.expect(additions: near.reduce(0) { $0 + byUser.range(of: Int($1.item)).count })
            for (place, user) in near.enumerated() {
                if place + 2 < near.count { byUser.prefetchRow(Int(near[place + 2].item)) }
                byUser.add(Int(user.item), scaledBy: user.score * scale, to: &board)
            }
        }
    }

    /// Adds the cosine of the two items' columns, over the users that are kept with this one.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        let column = Int(item.rawValue)
        guard column < itemCount, columnLengths[column] > 0 else { return }
        board.withSpare(itemCount: itemCount) { board, products in
            let range = byItem.range(of: column)
            products.expect(additions: range.reduce(0) { $0 + byUser.range(of: Int(byItem.indices[$1])).count })
            for position in range {
                let user = Int(byItem.indices[position])
                byUser.add(user, scaledBy: byUser.value(of: item.rawValue, inRow: user), to: &products)
            }
            products.replaceScores { other, product in
                board.add(product / (columnLengths[column] * columnLengths[Int(other)]), to: other)
                return product
            }
        }
    }

    /// Adds how alike each user is to one with that history, by the model's similarity.
    public func scoreUsers(like history: [WeightedItem], into board: inout Scoreboard) {
        let row = row(of: history)
        guard !row.wants.isEmpty else { return }
        board.withSpare(itemCount: userCount) { board, users in
            addSimilarities(of: row, to: &users)
            users.replaceScores { user, similarity in
                if similarity > 0 { board.add(similarity, to: user) }
                return similarity
            }
        }
    }

    /// What each item of the history adds to the score: a neighbour's part is shared out as their similarity comes about.
    ///
    /// s(u, v) grows out of Σ_i a_ui a_vi, so item i has the part a_ui a_vi / Σ of what v adds.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        guard Int(item.rawValue) < itemCount else { return [] }
        let row = row(of: history)
        guard !row.wants.isEmpty else { return [Float](repeating: 0, count: history.count) }
        var board = Scoreboard(itemCount: userCount)
        let near = neighbours(of: row, on: &board)
        var parts = [Float](repeating: 0, count: history.count)
        for user in near {
            let spoken = user.score * scale(of: near) * byUser.value(of: item.rawValue, inRow: Int(user.item))
            guard spoken > 0 else { continue }
            let products = row.wants.map { $0.value * byItem.value(of: user.item, inRow: $0.item) }
            let sum = products.reduce(0, +)
            for (want, product) in zip(row.wants, products) { parts[want.place] += spoken * product / sum }
        }
        return parts
    }

    /// A history as a row of the matrix that users are compared in.
    struct Row {
        struct Want {
            var place: Int  // in the history
            var item: Int
            var value: Float
        }
        var wants: [Want] = []
        var own: Float = 0  // the user's side of the denominator
    }

    func row(of history: [WeightedItem]) -> Row {
        var row = Row()
        var sum: Float = 0
        for (place, entry) in history.prefix(limits.newestItems).enumerated() {
            guard entry.weight > 0, entry.weight.isFinite, Int(entry.item.rawValue) < itemCount,
                columnLengths[Int(entry.item.rawValue)] > 0
            else { continue }
            let value = limits.countsItems ? 1 : entry.weight
            row.wants.append(Row.Want(place: place, item: Int(entry.item.rawValue), value: value))
            sum += value
        }
        var squared: Float = 0
        for place in row.wants.indices {
            let value = weights.weight(row.wants[place].value, of: row.wants[place].item, sum: sum)
            row.wants[place].value = value
            squared += value * value
        }
        row.own = similarity.own(squared)
        return row
    }

    /// Replaces what is on an empty board of users by how alike each is to the row.
    private func addSimilarities(of row: Row, to users: inout Scoreboard) {
        users.expect(additions: row.wants.reduce(0) { $0 + byItem.range(of: $1.item).count })
        for (place, want) in row.wants.enumerated() {
            if place + 2 < row.wants.count { byItem.prefetchRow(row.wants[place + 2].item) }
            byItem.add(want.item, scaledBy: want.value, to: &users)
        }
        users.replaceScores { user, product in
            similarity.value(product, own: row.own, other: similarity.other(squaredLengths[Int(user)]))
        }
    }

    private func neighbours(of row: Row, on users: inout Scoreboard) -> [Scored] {
        addSimilarities(of: row, to: &users)
        return users.best(limits.neighbours)
    }

    private func scale(of near: [Scored]) -> Float {
        guard limits.isNormalized else { return 1 }
        let sum = near.reduce(0) { $0 + $1.score }
        return sum > 0 ? 1 / sum : 1
    }
}
