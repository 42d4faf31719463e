// SPDX-License-Identifier: Apache-2.0

/// Figures of several recommenders side by side: a row a metric, a column a recommender.
enum MetricTable {
    static func make(_ columns: [(recommender: String, metrics: [String: Double])]) -> TextTable {
        var table = TextTable([""] + columns.map(\.recommender))
        let names = Set(columns.flatMap(\.metrics.keys)).sorted { order(of: $0) < order(of: $1) }
        for name in names { table.add([name] + columns.map { $0.metrics[name].map { "\($0)" } ?? "" }) }
        return table
    }

    /// By name, then by list length: ndcg@5 before ndcg@10.
    private static func order(of metric: String) -> (String, Int) {
        let parts = metric.split(separator: "@")
        return (parts.first.map(String.init) ?? metric, parts.last.flatMap { Int($0) } ?? 0)
    }
}
