// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop

/// Data that can be checked by hand, and random data that cannot.
enum Datasets {
    /// User u likes every item i with u + i even, but the item u is withheld: it is what they should be shown.
    static func checkerboard(_ size: Int = 20) -> Dataset {
        dataset(users: size, items: size) { user, item in (user + item).isMultiple(of: 2) && user != item ? 1 : nil }
    }

    /// About a third of all pairs, each viewed one to three times; a few are sent back.
    static func random(users: Int, items: Int, seed: UInt64) -> Dataset {
        var generator = SeededGenerator(seed: seed)
        var interactions = Interactions(userCount: users, itemCount: items)
        for user in 0..<users {
            for item in 0..<items where Int.random(in: 0..<3, using: &generator) == 0 {
                for time in 0..<Int.random(in: 1...3, using: &generator) {
                    interactions.append(interaction(user, item, .view, time))
                }
                if Int.random(in: 0..<10, using: &generator) == 0 {
                    interactions.append(interaction(user, item, .return, 4))
                }
            }
        }
        return Dataset(interactions)
    }

    /// One view for every pair that `count` gives a number for, as often as it says.
    static func dataset(users: Int, items: Int, count: (Int, Int) -> Int?) -> Dataset {
        var interactions = Interactions(userCount: users, itemCount: items)
        for user in 0..<users {
            for item in 0..<items {
                for time in 0..<(count(user, item) ?? 0) { interactions.append(interaction(user, item, .view, time)) }
            }
        }
        return Dataset(interactions)
    }

    static func interaction(_ user: Int, _ item: Int, _ type: EventType, _ time: Int) -> Interaction {
        Interaction(
            user: UserIndex(rawValue: UInt32(user)), item: ItemIndex(rawValue: UInt32(item)), type: type,
            timestamp: Timestamp(milliseconds: Int64(time)))
    }
}

extension SparseMatrix {
    /// A row as a history.
    func history(of user: Int) -> [WeightedItem] {
        range(ofRow: user).map { WeightedItem(item: ItemIndex(rawValue: columns[$0]), weight: values[$0]) }
    }

    /// The whole matrix with its zeros.
    var dense: [[Double]] {
        (0..<rowCount).map { row in
            var line = [Double](repeating: 0, count: columnCount)
            for position in range(ofRow: row) { line[Int(columns[position])] = Double(values[position]) }
            return line
        }
    }
}

extension RecommenderModel {
    /// The list for a history, items of the history left out.
    func list(_ history: [WeightedItem], count: Int) -> [Scored] {
        var board = Scoreboard(itemCount: itemCount)
        score(history, into: &board)
        let seen = Set(history.map(\.item.rawValue))
        return board.best(count) { !seen.contains($0) }
    }

    /// The list for an item.
    func similar(to item: Int, count: Int) -> [Scored] {
        var board = Scoreboard(itemCount: itemCount)
        scoreSimilar(to: ItemIndex(rawValue: UInt32(item)), into: &board)
        return board.best(count) { $0 != UInt32(item) }
    }
}
