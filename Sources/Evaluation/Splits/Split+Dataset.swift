// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Recommenders
internal import Shop

extension Split {
    /// Where an interaction goes.
    enum Destination {
        /// The model learns from it.
        case training
        /// The model does not learn from it; the judged user is known by it.
        case foldIn
        /// Held out.
        case test
    }

    /// Sends every interaction, by position, where `destination` says; arrival order is kept.
    static func divide(
        _ dataset: Dataset, weighting: EventWeighting, _ destination: (Int) -> Destination
    ) throws(EvaluationError) -> Split {
        var training = Interactions(userCount: dataset.userCount, itemCount: dataset.itemCount)
        var (foldIn, test) = (training, training)
        for position in 0..<dataset.interactions.count {
            switch destination(position) {
            case .training: training.append(dataset.interactions[position])
            case .foldIn: foldIn.append(dataset.interactions[position])
            case .test: test.append(dataset.interactions[position])
            }
        }
        let history = foldIn.count == 0 ? training : foldIn
        let wants = Dataset(test, ownTypes: dataset.ownTypes).matrix(weighting: weighting)
        let wanted = wanted(wants, after: history.itemsByUser(), known: Set(training.items))
        guard !wanted.isEmpty else { throw nobodyToJudge }
        let isLearnt = dataset.isLearnt(after: training, withholding: [foldIn, test])
        return Split(
            training: dataset.replacing(training, keeping: isLearnt),
            foldIn: foldIn.count == 0 ? nil : dataset.replacing(foldIn) { _ in false }, wanted: wanted)
    }

    /// What each user with a history went on to want that is not in it.
    private static func wanted(
        _ wants: SparseMatrix, after history: SparseMatrix, known: Set<UInt32>
    ) -> [WantedItems] {
        (0..<history.rowCount).compactMap { user in
            let before = Set(history.range(ofRow: user).map { history.columns[$0] })
            let items = wants.range(ofRow: user).map { wants.columns[$0] }.filter { !before.contains($0) }
            if before.isEmpty || items.isEmpty { return nil }
            let reachable = items.filter(known.contains)
            return WantedItems(
                user: UInt32(truncatingIfNeeded: user), items: reachable, unknownCount: items.count - reachable.count)
        }
    }

    static var nobodyToJudge: EvaluationError {
        EvaluationError(
            .emptyTest, "no user has both a history to learn from and something new held out; use more data")
    }
}

extension Dataset {
    /// Tells which events of orders and sessions a model may learn from: those that are not withheld, and, of guests,
    /// those not later than all it learns from.
    fileprivate func isLearnt(
        after training: Interactions, withholding parts: [Interactions]
    ) -> (EventGroups.Member) -> Bool {
        if orders.isEmpty, sessions.isEmpty { return { _ in true } }
        let latest = training.latest ?? Timestamp(milliseconds: .min)
        var withheld: Set<EventKey> = []
        for part in parts {
            for position in 0..<part.count {
                withheld.insert(
                    EventKey(
                        user: part.users[position], item: part.items[position], milliseconds: part.timestamps[position])
                )
            }
        }
        return { event in
            if event.user == EventGroups.guest { return event.timestamp <= latest }
            return !withheld.contains(
                EventKey(user: event.user, item: event.item, milliseconds: event.timestamp.milliseconds))
        }
    }
}

/// What tells one event of a user from another.
private struct EventKey: Hashable {
    let user: UInt32
    let item: UInt32
    let milliseconds: Int64
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
