// SPDX-License-Identifier: Apache-2.0

/// How well a model ranked what its users went on to want.
public struct EvaluationReport: Sendable, Equatable, Codable {
    /// Users that were judged: those with a history and something held out.
    public var users: Int
    /// Means over those users, by name and cutoff, such as `recall@20`; see ``Metric``.
    public var metrics: [String: Double]

    /// A report of those figures.
    public init(users: Int, metrics: [String: Double]) {
        self.users = users
        self.metrics = metrics
    }

    /// One figure; nil when it was not asked for.
    public func value(_ metric: Metric, at cutoff: Int) -> Double? { metrics[metric.name(at: cutoff)] }
}
