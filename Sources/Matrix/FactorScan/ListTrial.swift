// SPDX-License-Identifier: Apache-2.0

/// How many lists a search of rows by direction has to visit to find nearly all it looks for, tried with rows as vectors.
///
/// Half of the rows asked with are drawn evenly, half in proportion to the square of their lengths, which follow
/// popularity. The number of lists is chosen with every other one of them; what is found is measured with the rest.
public struct ListTrial: Sendable {
    /// Lists to visit.
    public let lists: Int
    /// Which part of the compressed rows they are.
    public let share: Double
    /// Which part of the best ten others is found, and of the best hundred.
    public let recall: (ten: Double, hundred: Double)

    /// What must be found of either where the number of lists is chosen: .99, and room for what another sample finds.
    private static let goal = 0.9925
    private static let depths = (ten: 10, hundred: 100)

    /// Takes up what was found before.
    public init(lists: Int, share: Double, recall: (ten: Double, hundred: Double)) {
        (self.lists, self.share, self.recall) = (lists, share, recall)
    }

    /// Tries a scan of rows in lists, which must be rows divided by their lengths.
    ///
    /// - Complexity: some hundred exact searches, shared by the threads; the same with any number.
    public init(_ scan: FactorScan, _ rows: ClusteredRows, threads: Int) {
        let queries = Self.queries(scan.rows)
        guard !queries.isEmpty else {
            self.init(lists: rows.clusters.count, share: 1, recall: (1, 1))
            return
        }
        let answers = parallelMap(queries.count, threads: threads, chunk: 1, scratch: {}) { part, _ in
            Answer(queries[part.lowerBound], scan, rows)
        }
        let chosen = stride(from: 0, to: answers.count, by: 2).map { answers[$0] }
        let rest = stride(from: 1, to: answers.count, by: 2).map { answers[$0] }
        let lists = [Self.depths.ten, Self.depths.hundred].reduce(1) { max($0, Self.listsNeeded(chosen, depth: $1)) }
        let blocks = rest.reduce(0) { sum, answer in
            answer.nearest.prefix(lists).reduce(sum) { $0 + rows.clusters.blocks(of: $1).count }
        }
        self.init(
            lists: lists, share: Double(blocks) / Double(max(1, rest.count * scan.compressed.blockCount)),
            recall: (
                Self.recall(rest, depth: Self.depths.ten, lists: lists),
                Self.recall(rest, depth: Self.depths.hundred, lists: lists)
            ))
    }

    /// Rows to ask with: one for 1,024, at least 64 and at most 512.
    public static func queries(_ rows: FactorRows) -> [Int] {
        guard let lengths = rows.divisors else { return [] }
        let numbers = (0..<rows.count).filter { lengths[$0] > 0 }
        let half = min(numbers.count, max(64, min(512, rows.count / 1_024))) / 2
        let popular = proportional(numbers, half, to: { Double(lengths[$0]) * Double(lengths[$0]) })
        var queries: [Int] = []
        for place in stride(from: 0, to: half - 1, by: 2) {
            // Two of each kind: every other query is one half of the trial.
            let even = (place..<place + 2).map { numbers[(2 * $0 + 1) * numbers.count / (2 * half)] }
            queries += even + popular[place..<place + 2]
        }
        return queries
    }

    /// So many of the rows, drawn at even steps of the sum of their weights.
    private static func proportional(_ rows: [Int], _ count: Int, to weight: (Int) -> Double) -> [Int] {
        let step = rows.reduce(0) { $0 + weight($1) } / Double(max(1, count))
        var (drawn, sum) = ([Int](), 0.0)
        for row in rows {
            sum += weight(row)
            while drawn.count < count, sum >= step * (Double(drawn.count) + 0.5) { drawn.append(row) }
        }
        while let last = rows.last, drawn.count < count { drawn.append(last) }  // what rounding left out
        return drawn
    }

    /// The fewest lists with which the goal is met.
    private static func listsNeeded(_ answers: [Answer], depth: Int) -> Int {
        let ranks = answers.flatMap { $0.ranks.prefix(depth) }.sorted()
        guard !ranks.isEmpty else { return 1 }
        return ranks[min(ranks.count - 1, Int((goal * Double(ranks.count)).rounded(.up)))] + 1
    }

    private static func recall(_ answers: [Answer], depth: Int, lists: Int) -> Double {
        let ranks = answers.flatMap { $0.ranks.prefix(depth) }
        return ranks.isEmpty ? 1 : Double(ranks.count { $0 < lists }) / Double(ranks.count)
    }

    /// Where the rows most like one are.
    private struct Answer {
        /// The lists, the one most like the row first.
        let nearest: [Int]
        /// For each of the best rows, best first, the place of its list among those.
        let ranks: [Int]

        init(_ row: Int, _ scan: FactorScan, _ rows: ClusteredRows) {
            let clusters = rows.clusters
            (nearest, ranks) = scan.rows.elements(of: row).withUnsafeBufferPointer { vector in
                let nearest = clusters.nearest(clusters.count, by: clusters.products(with: vector))
                var places = [Int](repeating: 0, count: clusters.count)
                for (place, list) in nearest.enumerated() { places[list] = place }
                let best = scan.best(depths.hundred, for: vector, in: clusters, visiting: clusters.count) {
                    Int($0) != row
                }
                return (nearest, best.map { places[Int(rows.listOfRow[Int($0.item)])] })
            }
        }
    }
}
