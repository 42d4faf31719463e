// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Recommenders
internal import Shop

/// Ranks the whole catalogue for every judged user and measures the lists.
///
/// A user's history is their training row; what they had to do with in training is left out of their list. Figures do
/// not depend on the number of threads.
public struct Evaluator: Sendable {
    /// Cutoffs, ascending.
    public let cutoffs: [Int]
    /// Threads to rank on.
    public let threadCount: Int

    /// An evaluator of lists cut at each of the cutoffs.
    ///
    /// - Throws: `invalidSetting` without a cutoff, or for one that is not from 1 to 10,000.
    public init(at cutoffs: [Int] = [10, 20], threadCount: Int = 1) throws(EvaluationError) {
        guard !cutoffs.isEmpty, cutoffs.allSatisfy({ (1...10_000).contains($0) }) else {
            throw EvaluationError(.invalidSetting, "cutoffs \(cutoffs); give one or more from 1 to 10000")
        }
        self.cutoffs = Set(cutoffs).sorted()
        self.threadCount = threadCount
    }

    /// Judges a model fitted on the split's training part.
    ///
    /// - Parameter weighting: how the histories' events are weighed, the same as in the fit.
    /// - Throws: `emptyTest` when no user can be judged.
    public func evaluate(
        _ model: some RecommenderModel, on split: Split, weighting: EventWeighting = EventWeighting()
    ) throws(EvaluationError) -> EvaluationReport {
        let judged = split.wanted.filter { $0.count > 0 }
        guard !judged.isEmpty else { throw Split.nobodyToJudge }
        let histories = split.training.matrix(weighting: weighting)
        let seen = split.training.interactions.itemsByUser()
        let metrics = ListMetrics(cutoffs: cutoffs)
        let parts = parallelMap(
            judged.count, threads: threadCount, chunk: 64,
            scratch: { RankingScratch(itemCount: split.training.itemCount) }
        ) { range, scratch in
            let users = judged[range]
            var part = Part(sums: [Double](repeating: 0, count: metrics.figureCount))
            let seenItems = scratch.seenItems
            model.scoreEach(users.map { histories.history(of: Int($0.user)) }, on: &scratch.board) { place, board in
                let wanted = users[range.lowerBound + place]
                seenItems.mark(row: Int(wanted.user), of: seen)
                let list = board.best(cutoffs[cutoffs.count - 1]) { seenItems.isNew($0) }
                metrics.add(list.map { wanted.items.contains($0.item) }, wanted: wanted.count, to: &part.sums)
                part.lists.append(list.map(\.item))
            }
            return part
        }
        return report(of: parts, users: judged.count, catalogue: Set(split.training.interactions.items).count)
    }

    private struct Part: Sendable {
        var sums: [Double]
        var lists: [[UInt32]] = []
    }

    private func report(of parts: [Part], users: Int, catalogue: Int) -> EvaluationReport {
        var figures: [String: Double] = [:]
        for (index, cutoff) in cutoffs.enumerated() {
            for (offset, metric) in Metric.perUser.enumerated() {
                let position = index * Metric.perUser.count + offset
                figures[metric.name(at: cutoff)] = parts.reduce(0) { $0 + $1.sums[position] } / Double(users)
            }
            var shown: Set<UInt32> = []
            for part in parts { for list in part.lists { shown.formUnion(list.prefix(cutoff)) } }
            figures[Metric.coverage.name(at: cutoff)] = Double(shown.count) / Double(max(1, catalogue))
        }
        return EvaluationReport(users: users, metrics: figures)
    }
}

/// What one thread needs to rank for one user after the other.
private struct RankingScratch: ~Copyable {
    var board: Scoreboard
    let seenItems: SeenItems

    init(itemCount: Int) {
        board = Scoreboard(itemCount: itemCount)
        seenItems = SeenItems(itemCount: itemCount)
    }
}

/// Which items the user in hand had to do with; forgotten at once when the next one comes.
private final class SeenItems {
    private var seenBy: [Int]  // the last user that had to do with the item
    private var user = -1

    init(itemCount: Int) { seenBy = [Int](repeating: -1, count: itemCount) }

    func mark(row user: Int, of seen: SparseMatrix) {
        self.user = user
        for position in seen.range(ofRow: user) { seenBy[Int(seen.columns[position])] = user }
    }

    func isNew(_ item: UInt32) -> Bool { seenBy[Int(item)] != user }
}

extension SparseMatrix {
    fileprivate func history(of user: Int) -> [WeightedItem] {
        range(ofRow: user).map { WeightedItem(item: ItemIndex(rawValue: columns[$0]), weight: values[$0]) }
    }
}
