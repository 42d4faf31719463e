// SPDX-License-Identifier: Apache-2.0

import Training

/// What `evaluate` prints of one recommender.
struct VerdictReport: Encodable {
    var recommender: String
    var fitSeconds: Double
    var users: Int
    var recommendUsersPerSecond: Double
    var metrics: [String: Double]

    init(_ verdict: FileJudge.Verdict) {
        recommender = verdict.recommender
        fitSeconds = Figures.rounded(verdict.fitSeconds, 3)
        users = verdict.users
        recommendUsersPerSecond = Figures.rounded(verdict.usersPerSecond, 1)
        metrics = verdict.metrics.mapValues { Figures.rounded($0, 5) }
    }

    /// A row a metric, a column a recommender.
    static func table(_ verdicts: [VerdictReport]) -> String {
        var table = MetricTable.make(verdicts.map { ($0.recommender, $0.metrics) })
        table.add(["users"] + verdicts.map { "\($0.users)" })
        table.add(["fit, seconds"] + verdicts.map { "\($0.fitSeconds)" })
        table.add(["users a second"] + verdicts.map { "\($0.recommendUsersPerSecond)" })
        return table.text
    }
}
