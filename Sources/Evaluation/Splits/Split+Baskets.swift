// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Recommenders
internal import Shop

extension Split {
    /// Completing baskets: of the latest orders a random half of the items is shown, the other half asked for.
    ///
    /// Every order is a user of its own here, guests' orders too: a recommender that knows users alone learns which items
    /// are in an order together, each once. Recommenders of orders learn from the same orders. Only items that are in an
    /// earlier order are shown or asked for; an order of fewer than two such items is not judged.
    ///
    /// - Parameter weighting: which lines count: those that weigh more than 0.
    /// - Throws: `invalidSetting` for days out of range; `emptyTest` without orders before and within the days.
    static func byBaskets(
        _ dataset: Dataset, _ plan: SplitPlan, weighting: EventWeighting
    ) throws(EvaluationError) -> Split {
        guard plan.testDays > 0, plan.skippedDays >= 0, plan.testDays + plan.skippedDays < 1e6 else {
            throw EvaluationError(
                .invalidSetting,
                "\(plan.testDays) test days before \(plan.skippedDays) skipped ones; give days above 0 and not below 0")
        }
        let orders = BoughtOrders(dataset, weighting: weighting)
        let until = (dataset.orders.timestamps.max() ?? 0) - milliseconds(plan.skippedDays)
        let from = until - milliseconds(plan.testDays)
        let learnt = (0..<orders.count).filter { orders.ends[$0] < from }
        let isLast = plan.skippedDays == 0
        let judged = (0..<orders.count).filter {
            orders.ends[$0] >= from && (isLast || orders.ends[$0] < until)
        }
        var training = Interactions(userCount: learnt.count + judged.count, itemCount: dataset.itemCount)
        var foldIn = training
        for (user, order) in learnt.enumerated() { orders.append(orders[order], of: user, to: &training) }
        let wanted = halved(judged, of: orders, known: Set(training.items), seed: plan.seed, into: &foldIn)
        guard !wanted.isEmpty else {
            throw EvaluationError(
                .emptyTest,
                "no order of \(plan.testDays) days has two items of an earlier order; import orders, or take more days")
        }
        var past = dataset.replacing(training) { $0.timestamp.milliseconds < from }
        past.users = []  // an order is no user that anything is said of
        return Split(training: past, foldIn: dataset.replacing(foldIn) { _ in false }, wanted: wanted)
    }

    private static func milliseconds(_ days: Double) -> Int64 { Int64((days * 86_400_000).rounded()) }

    /// Shows half of each order, and returns the other; users are numbered after those that are learnt from.
    private static func halved(
        _ judged: [Int], of orders: BoughtOrders, known: Set<UInt32>, seed: UInt64, into foldIn: inout Interactions
    ) -> [WantedItems] {
        var (generator, wanted) = (SeededGenerator(seed: seed), [WantedItems]())
        let firstUser = foldIn.userCount - judged.count
        for (place, order) in judged.enumerated() {
            let lines = orders[order].filter { known.contains(orders.items[$0]) }.shuffled(using: &generator)
            guard lines.count > 1 else { continue }
            orders.append(lines[..<(lines.count / 2)], of: firstUser + place, to: &foldIn)
            wanted.append(
                WantedItems(
                    user: UInt32(firstUser + place), items: lines[(lines.count / 2)...].map { orders.items[$0] }))
        }
        return wanted
    }
}

/// The lines of orders that count, each item of an order once.
private struct BoughtOrders {
    private(set) var items: [UInt32] = []
    private(set) var ends: [Int64] = []
    private var lines: [Interaction] = []
    private var starts = [0]

    init(_ dataset: Dataset, weighting: EventWeighting) {
        let (orders, weights) = (dataset.orders, EventWeights(weighting, ownTypes: dataset.ownTypes))
        for order in 0..<orders.count {
            var seen: Set<UInt32> = []
            for position in orders[order] {
                let member = orders.member(at: position, of: order)
                let line = Interaction(
                    user: UserIndex(rawValue: 0), item: ItemIndex(rawValue: member.item), type: member.type,
                    timestamp: member.timestamp)
                guard weights.weight(of: line, now: dataset.now) > 0, seen.insert(member.item).inserted else {
                    continue
                }
                lines.append(line)
                items.append(member.item)
            }
            if lines.count == starts[starts.count - 1] { continue }
            starts.append(lines.count)
            ends.append(orders.end(of: order).milliseconds)
        }
    }

    var count: Int { ends.count }

    /// Where an order's lines stand; at least one.
    subscript(order: Int) -> Range<Int> { starts[order]..<starts[order + 1] }

    /// Adds lines as what a user did.
    func append(_ positions: some Sequence<Int>, of user: Int, to interactions: inout Interactions) {
        for position in positions {
            var line = lines[position]
            line.user = UserIndex(rawValue: UInt32(user))
            interactions.append(line)
        }
    }
}
