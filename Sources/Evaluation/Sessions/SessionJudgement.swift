// SPDX-License-Identifier: Apache-2.0

/// How a model did on the questions of many sessions.
public struct SessionJudgement: Sendable {
    /// Mean over the questions by name, such as `mrr@20`; `coverage@20` is the part of all items that any list held.
    public internal(set) var metrics: [String: Double] = [:]
    /// Questions asked.
    public internal(set) var questions = 0
    /// Sessions they are of.
    public internal(set) var sessions = 0
    /// Time of each answer, ascending, in microseconds.
    public internal(set) var microseconds: [Double] = []
    /// By name, one number a session whose mean is the metric.
    var columns: [String: [Float]] = [:]

    /// The time that this part of all answers did not exceed.
    ///
    /// - Units: microseconds.
    public func latency(_ part: Double) -> Double {
        microseconds.isEmpty ? 0 : Resampling.quantile(part, of: microseconds)
    }

    /// The interval of each metric, sessions being drawn and not questions.
    public func intervals(by resampling: Resampling) -> [String: Interval] {
        let names = columns.keys.sorted()
        let intervals = resampling.intervals(of: names.map { columns[$0] ?? [] })
        return zip(names, intervals).reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}

/// A metric's values, added up by session.
struct SessionSums {
    private var sums: [Double]
    private var counts: [Int]

    init(sessionCount: Int) {
        sums = [Double](repeating: 0, count: sessionCount)
        counts = [Int](repeating: 0, count: sessionCount)
    }

    mutating func add(_ value: Double, of session: Int) {
        sums[session] += value
        counts[session] += 1
    }

    /// The mean over the questions; 0 without any.
    var mean: Double {
        let count = counts.reduce(0, +)
        return count == 0 ? 0 : sums.reduce(0, +) / Double(count)
    }

    /// One number a session, with the same mean: mean + (Σ of the session − mean · its questions) / questions a session.
    ///
    /// The mean over questions is a ratio of two means over sessions; this is its linearisation, which is what the mean
    /// depends on as sessions are drawn.
    ///
    /// - Source: Cochran, "Sampling Techniques", 1977, section 6.5.
    var column: [Float] {
        let asked = sums.indices.filter { counts[$0] > 0 }
        let (mean, perSession) = (mean, Double(counts.reduce(0, +)) / Double(max(1, asked.count)))
        return asked.map { Float(mean + (sums[$0] - mean * Double(counts[$0])) / perSession) }
    }
}
