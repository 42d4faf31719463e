// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Recommenders
internal import Shop

extension Split {
    /// Holds out whole items with all that was ever done to them, and asks who wants them.
    ///
    /// Items of which nothing is said are held out like the others: nobody can list them. Without `ranksAllItems` only
    /// the held-out items are ranked, so that it is the choice among new items that is judged. With it, how they compete
    /// with the others is: a random part of each user's items is asked for, as by `atRandom`, all items are ranked, and
    /// users are known by what is left to them, which includes items that nobody learned from.
    ///
    /// - Throws: `invalidSetting` for a fraction out of range; `emptyTest` when fewer than two items are wanted, or nobody
    ///   has a history besides.
    static func withoutItems(
        _ dataset: Dataset, _ plan: SplitPlan, weighting: EventWeighting
    ) throws(EvaluationError) -> Split {
        try check(plan.testFraction, "test fraction")
        let wants = dataset.matrix(weighting: weighting)
        let isDrawn = drawn(plan, of: wants.transposed())
        guard isDrawn.contains(true) else { throw nobodyToJudge }
        let asked = ItemDraw(dataset, weighting: weighting, fraction: plan.testFraction, seed: plan.seed)
        let isWanted = { (user: UInt32, item: UInt32) in
            plan.ranksAllItems ? user != EventGroups.guest && asked.isHeldOut(item, of: user) : isDrawn[Int(item)]
        }
        let known = dataset.interactions.filter { !isWanted($0.user.rawValue, $0.item.rawValue) }
        let training = known.filter { !isDrawn[Int($0.item.rawValue)] }
        let histories = training.itemsByUser()
        let wanted = (0..<wants.rowCount).compactMap { row -> WantedItems? in
            let user = UInt32(truncatingIfNeeded: row)
            let items = wants.range(ofRow: row).map { wants.columns[$0] }.filter { isWanted(user, $0) }
            return items.isEmpty || histories.range(ofRow: row).isEmpty ? nil : WantedItems(user: user, items: items)
        }
        guard !wanted.isEmpty else { throw nobodyToJudge }
        var split = Split(
            training: dataset.replacing(training) { !isDrawn[Int($0.item)] && !isWanted($0.user, $0.item) },
            foldIn: plan.ranksAllItems ? dataset.replacing(known) { _ in false } : nil, wanted: wanted)
        split.candidates = plan.ranksAllItems ? wants.transposed().hasEntries : isDrawn
        return split
    }

    /// Holds out whole users, who are known by their attributes alone, and asks what they want.
    ///
    /// Where anything is said of any user, only users are held out of whom something is.
    ///
    /// - Throws: `invalidSetting` for a fraction out of range; `emptyTest` when fewer than two users want anything.
    static func withoutUsers(
        _ dataset: Dataset, _ plan: SplitPlan, weighting: EventWeighting
    ) throws(EvaluationError) -> Split {
        try check(plan.testFraction, "test fraction")
        let wants = dataset.matrix(weighting: weighting)
        let isDescribed = dataset.users.map { $0?.attributes.isEmpty == false }
        let areDescribed = isDescribed.contains(true)
        let isDrawn = drawn(plan, of: wants) { !areDescribed || isDescribed[$0] }
        guard isDrawn.contains(true) else { throw nobodyToJudge }
        let training = dataset.interactions.filter { !isDrawn[Int($0.user.rawValue)] }
        let isKnown = training.itemsByUser().transposed().hasEntries
        let wanted = (0..<wants.rowCount).filter { isDrawn[$0] }.map { user in
            let items = wants.range(ofRow: user).map { wants.columns[$0] }
            let reachable = items.filter { isKnown[Int($0)] }
            return WantedItems(
                user: UInt32(truncatingIfNeeded: user), items: reachable, unknownCount: items.count - reachable.count)
        }
        return Split(
            training: dataset.replacing(training) { $0.user == EventGroups.guest || !isDrawn[Int($0.user)] },
            wanted: wanted)
    }

    /// A random part of the rows that have entries, at least one of them and never all.
    private static func drawn(
        _ plan: SplitPlan, of wants: SparseMatrix, among mayBeDrawn: (Int) -> Bool = { _ in true }
    ) -> [Bool] {
        var isDrawn = [Bool](repeating: false, count: wants.rowCount)
        var rows = (0..<wants.rowCount).filter { !wants.range(ofRow: $0).isEmpty && mayBeDrawn($0) }
        var generator = SeededGenerator(seed: plan.seed)
        rows.shuffle(using: &generator)
        let wished = Int((Double(rows.count) * plan.testFraction).rounded())
        for row in rows.prefix(max(0, min(rows.count - 1, max(1, wished)))) { isDrawn[row] = true }
        return isDrawn
    }
}

extension SparseMatrix {
    /// Whether each row has an entry.
    fileprivate var hasEntries: [Bool] { (0..<rowCount).map { !range(ofRow: $0).isEmpty } }
}

extension Interactions {
    /// Those that `isKept` lets through, in the same order.
    fileprivate func filter(_ isKept: (Interaction) -> Bool) -> Interactions {
        var kept = Interactions(userCount: userCount, itemCount: itemCount)
        for position in 0..<count where isKept(self[position]) { kept.append(self[position]) }
        return kept
    }
}
