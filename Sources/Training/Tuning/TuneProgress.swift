// SPDX-License-Identifier: Apache-2.0

/// How far a search is.
public struct TuneProgress: Sendable {
    /// The trial in hand, 0 being the recipe as it stands.
    public var trial: Int
    /// The share of the users that it is judged on.
    public var share: Double
    /// Done of its fit, from 0 to 1.
    public var part = 0.0
    /// Judgements done, of those the plan comes to.
    public var done: Int
    /// Judgements of the whole plan.
    public var planned: Int
    /// The best trial and its figure so far, on everybody; nil before there is one.
    public var best: (trial: Int, score: Double)?
    /// Seconds left, by what the judgements so far took; nil before there is one.
    public var secondsLeft: Double?

    func during(_ part: Double) -> TuneProgress {
        var progress = self
        progress.part = part
        return progress
    }
}

/// Counts a search's judgements, and works out how long the rest takes.
struct TuneMeter {
    private let shares: [Double]
    private let planned: [Int]
    private var done: [Int]
    private var seconds: [Double]
    private var best: (trial: Int, score: Double)?

    init(_ plan: TunePlan) {
        shares = plan.halving.shares
        planned = Search.judgements(of: plan)
        done = [Int](repeating: 0, count: shares.count)
        seconds = [Double](repeating: 0, count: shares.count)
    }

    mutating func add(_ record: TrialRecord) {
        done[record.rung] += 1
        seconds[record.rung] += record.seconds
        guard record.rung == shares.count - 1, let score = record.score else { return }
        if score > best?.score ?? -.infinity { best = (record.trial, score) }
    }

    func progress(trial: Int, share: Double) -> TuneProgress {
        TuneProgress(
            trial: trial, share: share, done: done.reduce(0, +), planned: planned.reduce(0, +), best: best,
            secondsLeft: secondsLeft)
    }

    /// A rung that none has reached yet takes as long, by its share, as all judgements so far.
    private var secondsLeft: Double? {
        let users = zip(done, shares).reduce(0) { $0 + Double($1.0) * $1.1 }
        guard users > 0 else { return nil }
        let perUser = seconds.reduce(0, +) / users
        return shares.indices.reduce(0) { sum, rung in
            let each = done[rung] > 0 ? seconds[rung] / Double(done[rung]) : perUser * shares[rung]
            return sum + each * Double(max(0, planned[rung] - done[rung]))
        }
    }
}
