// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Recommenders
internal import Shop

extension Split {
    /// Holds out the newest part of all interactions: what a model fitted then would have been asked afterwards.
    ///
    /// Items that a user had to do with before are not among the wanted ones, since no list shows them again.
    ///
    /// - Parameters:
    ///   - fraction: part of the interactions held out, above 0 and below 1; interactions of one moment stay together.
    ///   - weighting: what counts as a want: pairs that weigh more than 0.
    /// - Throws: `invalidSetting` for a fraction out of range, `emptyTest` when nobody is left to judge.
    public static func byTime(
        _ dataset: Dataset, fraction: Double = 0.2, weighting: EventWeighting = EventWeighting()
    ) throws(EvaluationError) -> Split {
        guard fraction > 0, fraction < 1 else {
            throw EvaluationError(.invalidSetting, "a test fraction of \(fraction); it must be above 0 and below 1")
        }
        let times = dataset.interactions.timestamps
        guard !times.isEmpty else { throw nobodyToJudge }
        let boundary = times.sorted()[min(times.count - 1, Int(Double(times.count) * (1 - fraction)))]
        return try split(dataset, weighting: weighting) { times[$0] >= boundary }
    }

    /// Holds out each user's last interaction, and with it all that the user had to do with that item.
    ///
    /// The last is the latest, of several at one moment the one that arrived last. A user of a single item keeps it.
    ///
    /// - Throws: `emptyTest` when nobody is left to judge.
    public static func leaveLastOut(
        _ dataset: Dataset, weighting: EventWeighting = EventWeighting()
    ) throws(EvaluationError) -> Split {
        let (users, items) = (dataset.interactions.users, dataset.interactions.items)
        let weights = EventWeights(weighting, ownTypes: dataset.ownTypes)
        var last = [Int?](repeating: nil, count: dataset.userCount)
        for position in 0..<users.count {
            guard weights.weight(of: dataset.interactions[position], now: dataset.now) > 0 else { continue }
            let user = Int(users[position])
            let earlier = last[user].map { dataset.interactions.timestamps[$0] } ?? .min
            if dataset.interactions.timestamps[position] >= earlier { last[user] = position }
        }
        return try split(dataset, weighting: weighting) { position in
            last[Int(users[position])].map { items[$0] == items[position] } ?? false
        }
    }

    private static func split(
        _ dataset: Dataset, weighting: EventWeighting, isHeldOut: (Int) -> Bool
    ) throws(EvaluationError) -> Split {
        var training = Interactions(userCount: dataset.userCount, itemCount: dataset.itemCount)
        var test = training
        for position in 0..<dataset.interactions.count {
            if isHeldOut(position) {
                test.append(dataset.interactions[position])
            } else {
                training.append(dataset.interactions[position])
            }
        }
        let wants = Dataset(test, ownTypes: dataset.ownTypes).matrix(weighting: weighting)
        let seen = training.itemsByUser()
        let known = Set(training.items)
        var wanted: [WantedItems] = []
        for user in 0..<dataset.userCount where !seen.range(ofRow: user).isEmpty {
            let before = Set(seen.range(ofRow: user).map { seen.columns[$0] })
            let items = wants.range(ofRow: user).map { wants.columns[$0] }.filter { !before.contains($0) }
            guard !items.isEmpty else { continue }
            let reachable = items.filter(known.contains)
            wanted.append(
                WantedItems(
                    user: UInt32(truncatingIfNeeded: user), items: reachable,
                    unknownCount: items.count - reachable.count))
        }
        guard !wanted.isEmpty else { throw nobodyToJudge }
        return Split(training: Dataset(training, ownTypes: dataset.ownTypes), wanted: wanted)
    }

    static var nobodyToJudge: EvaluationError {
        EvaluationError(
            .emptyTest, "no user has both a history to learn from and something new held out; use more data")
    }
}

extension Interactions {
    /// Who had to do with what, in whatever way: users × items, the values count interactions.
    func itemsByUser() -> SparseMatrix {
        var entries = SparseEntries(rowCount: userCount, columnCount: itemCount)
        entries.reserveCapacity(count)
        for position in 0..<count { entries.append(row: users[position], column: items[position], value: 1) }
        return SparseMatrix(entries)
    }
}
