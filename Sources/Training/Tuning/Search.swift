// SPDX-License-Identifier: Apache-2.0

internal import Recommenders

/// Runs a plan's trials, batch after batch, each up its rungs.
///
/// Which trials there are follows from the plan and the scores alone. So a search that was interrupted is gone through
/// again from the start with the records it left, and goes on where they end.
struct Search {
    /// Judges settings on a rung, or recalls what was recorded; nil ends the search.
    typealias Judge = (_ trial: Trial, _ rung: Int) throws(TrainingError) -> TrialRecord?

    private let plan: TunePlan
    private let proposer: Proposer
    private(set) var trials: [Trial] = []

    init(_ plan: TunePlan) {
        self.plan = plan
        proposer = Proposer(space: plan.space, strategy: plan.strategy, seed: plan.seed)
    }

    /// The best trial among those judged on everybody; nil when there is none.
    var best: Trial? {
        trials.filter { $0.last?.rung == plan.halving.top && $0.last?.score != nil }.min { $0.precedes($1) }
    }

    /// Judgements of the whole search on each rung.
    static func judgements(of plan: TunePlan) -> [Int] {
        var counts = [Int](repeating: 0, count: plan.halving.shares.count)
        counts[plan.halving.top] = 1
        for start in stride(from: 0, to: plan.trials, by: plan.halving.batchSize) {
            var size = min(plan.halving.batchSize, plan.trials - start)
            for rung in counts.indices {
                counts[rung] += size
                size = max(1, Int((Double(size) * plan.halving.keep).rounded()))
            }
        }
        return counts
    }

    /// Runs to the end of the plan, of the space, or until a judge gives nil.
    ///
    /// - Returns: whether it came to an end.
    mutating func run(_ judge: Judge) throws(TrainingError) -> Bool {
        trials = [Trial(number: 0, settings: [:])]
        guard try climb(0, to: plan.halving.top, judge) else { return false }
        while trials.count <= plan.trials {
            let start = trials.count
            let size = min(plan.halving.batchSize, plan.trials + 1 - start)
            while trials.count < start + size {
                guard let settings = proposal() else { break }
                trials.append(Trial(number: trials.count, settings: settings))
                guard try climb(trials.count - 1, to: 0, judge) else { return false }
            }
            guard trials.count > start else { return true }
            guard try promote(Array(start..<trials.count), judge) else { return false }
        }
        return true
    }

    private mutating func promote(_ batch: [Int], _ judge: Judge) throws(TrainingError) -> Bool {
        var batch = batch
        for rung in 0..<plan.halving.top {
            batch = plan.halving.promoted(batch.map { ($0, trials[$0].last?.score) })
            for number in batch {
                guard try climb(number, to: rung + 1, judge) else { return false }
            }
        }
        return true
    }

    /// Judges one trial on a rung; false when the judge has had enough.
    private mutating func climb(_ number: Int, to rung: Int, _ judge: Judge) throws(TrainingError) -> Bool {
        guard let record = try judge(trials[number], rung) else { return false }
        trials[number].records.append(record)
        return true
    }

    private func proposal() -> [String: Setting]? {
        var observations = [[Proposer.Observation]](repeating: [], count: plan.halving.shares.count)
        for trial in trials.dropFirst() {
            for record in trial.records {
                observations[record.rung].append(.init(values: trial.settings, score: record.score))
            }
        }
        return proposer.settings(ofTrial: trials.count, after: Set(trials.map(\.settings)), observations)
    }
}
