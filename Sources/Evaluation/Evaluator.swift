// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Recommenders
internal import Shop

/// Ranks the whole catalogue for every judged user and measures the lists.
///
/// What a user had to do with before is left out of their list. Figures do not depend on the number of threads.
public struct Evaluator: Sendable {
    /// Cutoffs, ascending.
    public let cutoffs: [Int]
    /// What is measured at each of them.
    public let metrics: [Metric]
    /// Bands of users and of items.
    public let bandCount: Int
    /// Threads to rank on.
    public let threadCount: Int

    /// An evaluator of lists cut at each of the cutoffs.
    ///
    /// - Throws: `invalidSetting` without a cutoff or a metric, for a cutoff that is not from 1 to 10,000, and for a
    ///   number of bands that is not from 1 to 100.
    public init(
        at cutoffs: [Int] = [10, 20], metrics: [Metric] = Metric.standard, bandCount: Int = 4, threadCount: Int = 1
    ) throws(EvaluationError) {
        guard !cutoffs.isEmpty, cutoffs.allSatisfy({ (1...10_000).contains($0) }) else {
            throw EvaluationError(.invalidSetting, "cutoffs \(cutoffs); give one or more from 1 to 10000")
        }
        guard !metrics.isEmpty else { throw EvaluationError(.invalidSetting, "no metrics; give one or more") }
        guard (1...100).contains(bandCount) else {
            throw EvaluationError(.invalidSetting, "\(bandCount) bands; give 1 to 100")
        }
        self.cutoffs = Set(cutoffs).sorted()
        self.metrics = Metric.allCases.filter(metrics.contains)
        self.bandCount = bandCount
        self.threadCount = threadCount
    }

    /// What several models judged on one split have in common.
    public func facts(of split: Split) -> TrainingFacts {
        TrainingFacts(split, bandCount: bandCount, metrics: metrics)
    }

    /// The means alone.
    ///
    /// - Parameter weighting: how the histories' events are weighed, the same as in the fit.
    /// - Throws: `emptyTest` when no user can be judged.
    public func evaluate(
        _ model: some RecommenderModel, on split: Split, weighting: EventWeighting = EventWeighting()
    ) throws(EvaluationError) -> EvaluationReport {
        try judge(model, on: split, weighting: weighting).report
    }

    /// Judges a model fitted on the split's training part.
    ///
    /// - Parameters:
    ///   - facts: those of this split; made here when nil.
    ///   - weighting: how the histories' events are weighed, the same as in the fit.
    /// - Complexity: as many rankings as users; memory for the lists of 16,384 users, and a Float a user and figure.
    /// - Throws: `emptyTest` when no user can be judged.
    public func judge(
        _ model: some RecommenderModel, on split: Split, facts: TrainingFacts? = nil,
        weighting: EventWeighting = EventWeighting()
    ) throws(EvaluationError) -> Judgement {
        let judged = split.wanted.filter { $0.count > 0 }
        guard !judged.isEmpty else { throw Split.nobodyToJudge }
        let ranking = Ranking(
            model: model, judged: judged, histories: split.histories.matrix(weighting: weighting, threads: threadCount),
            attributes: split.training.users.map { $0?.attributes ?? [:] },
            facts: facts ?? self.facts(of: split), measures: ListMeasures(cutoffs: cutoffs, metrics: metrics),
            bandCount: bandCount)
        var tally = Tally(ranking, users: judged.count)
        for start in stride(from: 0, to: judged.count, by: Self.usersAtATime) {
            let batch = start..<min(judged.count, start + Self.usersAtATime)
            let parts = parallelMap(
                batch.count, threads: threadCount, chunk: 64, scratch: { RankingScratch(ranking) }
            ) { range, scratch in
                ranking.part(of: range.lowerBound + start..<range.upperBound + start, scratch: &scratch)
            }
            for part in parts { tally.add(part) }
        }
        return tally.judgement(of: ranking, metrics: metrics)
    }

    private static let usersAtATime = 16_384
}
