// SPDX-License-Identifier: Apache-2.0

public import Recommenders

/// What came out of one trial on one rung: a line of `trials.jsonl`.
public struct TrialRecord: Sendable, Equatable, Codable {
    /// The trial's number; 0 is the recipe as it stands.
    public var trial: Int
    /// The rung, from 0.
    public var rung: Int
    /// Share of the users of that rung.
    public var share: Double
    /// The settings that differ from the recipe.
    public var settings: [String: Setting]
    /// The metric; nil when the trial failed.
    public var score: Double?
    /// Why it failed.
    public var failure: String?
    /// Time of fit and judgement.
    public var seconds: Double
}

/// A trial and all that is known of it.
public struct Trial: Sendable, Equatable {
    /// Its number; 0 is the recipe as it stands.
    public var number: Int
    /// The settings that differ from the recipe.
    public var settings: [String: Setting]
    /// Its records, lowest rung first.
    public var records: [TrialRecord] = []

    /// What came out on the highest rung that it reached.
    public var last: TrialRecord? { records.last }

    /// Whether it comes before another in a table: reached more users, then a better score, then came earlier.
    func precedes(_ other: Trial) -> Bool {
        let (mine, others) = (last, other.last)
        if mine?.share != others?.share { return (mine?.share ?? 0) > (others?.share ?? 0) }
        let (score, otherScore) = (mine?.score ?? -.infinity, others?.score ?? -.infinity)
        return score == otherScore ? number < other.number : score > otherScore
    }
}
