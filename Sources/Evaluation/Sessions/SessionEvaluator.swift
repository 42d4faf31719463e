// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Recommenders
internal import Shop

/// Asks a model for the next items of sessions, and compares its lists with what came.
///
/// Every item is ranked. The item that a session is at is left out unless the model lists it; others of the session are
/// not. Answers are timed one by one on one thread: clearing, scoring and ranking.
public struct SessionEvaluator: Sendable {
    /// Lengths of the lists, ascending.
    public let cutoffs: [Int]

    /// An evaluator of lists of those lengths.
    ///
    /// - Throws: `invalidSetting` when there is none, or one is not from 1 to 1,000.
    public init(at cutoffs: [Int]) throws(EvaluationError) {
        guard !cutoffs.isEmpty, cutoffs.allSatisfy((1...1_000).contains) else {
            throw EvaluationError(.invalidSetting, "list lengths \(cutoffs); give some from 1 to 1000, such as 20")
        }
        self.cutoffs = Set(cutoffs).sorted()
    }

    /// Judges a model.
    ///
    /// - Complexity: the model's, once a question.
    /// - Throws: `emptyTest` without questions.
    public func judge(
        _ model: any RecommenderModel, on questions: [SessionCase]
    ) throws(EvaluationError) -> SessionJudgement {
        guard let sessionCount = questions.map(\.session).max().map({ $0 + 1 }) else {
            throw EvaluationError(.emptyTest, "no session has two items; there is nothing to ask for")
        }
        let names = SessionMetric.allCases.flatMap { metric in cutoffs.map { (metric, $0) } }
        var sums = [SessionSums](repeating: SessionSums(sessionCount: sessionCount), count: names.count)
        var listed = cutoffs.map { _ in Set<UInt32>() }
        var judgement = SessionJudgement()
        judgement.microseconds.reserveCapacity(questions.count)
        var board = Scoreboard(itemCount: model.itemCount)
        for question in questions {
            let list = timed(&judgement.microseconds) { answer(question, by: model, on: &board) }
            for (place, (metric, cutoff)) in names.enumerated() {
                sums[place].add(
                    metric.value(of: list.prefix(cutoff), for: question, cutoff: cutoff), of: question.session)
            }
            for (place, cutoff) in cutoffs.enumerated() { listed[place].formUnion(list.prefix(cutoff)) }
        }
        for (place, (metric, cutoff)) in names.enumerated() {
            judgement.metrics["\(metric.rawValue)@\(cutoff)"] = sums[place].mean
            judgement.columns["\(metric.rawValue)@\(cutoff)"] = sums[place].column
        }
        for (place, cutoff) in cutoffs.enumerated() {
            judgement.metrics["coverage@\(cutoff)"] = Double(listed[place].count) / Double(max(1, model.itemCount))
        }
        judgement.questions = questions.count
        judgement.sessions = Set(questions.map(\.session)).count
        judgement.microseconds.sort()
        return judgement
    }

    private func answer(
        _ question: SessionCase, by model: any RecommenderModel, on board: inout Scoreboard
    ) -> [UInt32] {
        board.reset(itemCount: model.itemCount)
        model.scoreNext(in: RunningSession(items: question.items, now: question.now), into: &board)
        let current = question.items.last?.rawValue
        let listsCurrent = (model as? any SessionModel)?.listsCurrentItem == true
        let best = board.best(cutoffs.last ?? 0) { listsCurrent || $0 != current }
        return best.map(\.item)
    }

    private func timed<Result>(_ microseconds: inout [Double], _ body: () -> Result) -> Result {
        let start = ContinuousClock.now
        let result = body()
        microseconds.append((ContinuousClock.now - start) / .microseconds(1))
        return result
    }
}
