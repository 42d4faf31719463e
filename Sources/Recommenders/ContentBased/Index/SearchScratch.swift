// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Synchronization

/// Memory that a question needs while it is answered.
final class SearchScratch: @unchecked Sendable {  // the pool hands it to one thread at a time
    /// Sums by item.
    @exclusivity(unchecked) var items = Scoreboard(itemCount: 0)
    /// Reads text; made when it is first needed.
    @exclusivity(unchecked) var extractor: FeatureExtractor?
    private var weights: [Float] = []  // 0 between questions

    /// Lays a row's values out by feature, 0 for all others, for as long as `body` runs; features from `count` on are
    /// left out.
    func withWeights<Result>(
        of row: FeatureRow, below count: Int, _ body: (UnsafeBufferPointer<Float>) -> Result
    ) -> Result {
        if weights.count < count { weights = [Float](repeating: 0, count: count) }
        row.forEach { if Int($0) < count { weights[Int($0)] = $1 } }
        defer { row.forEach { feature, _ in if Int(feature) < count { weights[Int(feature)] = 0 } } }
        return weights.withUnsafeBufferPointer(body)
    }
}

/// Keeps scratch memory from question to question, for as many as are asked at once.
///
/// - Complexity: two short locks a question. Memory: 8 bytes an item and 4 a feature for each question that ever ran
///   beside others, made at the first of them.
final class SearchScratchPool: Sendable {
    private let free = Mutex<[SearchScratch]>([])

    func with<Result>(_ body: (SearchScratch) -> Result) -> Result {
        let scratch = free.withLock { $0.popLast() } ?? SearchScratch()
        defer { free.withLock { $0.append(scratch) } }
        return body(scratch)
    }
}
