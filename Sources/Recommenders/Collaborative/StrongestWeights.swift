// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Keeps the strongest of a row's weights, whether they speak for an item or against it.
///
/// Ownership: one thread at a time.
struct StrongestWeights {
    private let count: Int

    init(_ count: Int) { self.count = count }

    /// The weights of largest magnitude, from the best to the worst; 0 and NaN are left out, ties go to the lower index.
    ///
    /// - Parameters:
    ///   - row: left out: an item says nothing about itself.
    ///   - weight: the weight of each column from 0 to `columns`.
    @inline(__always)
    func select(ofRow row: Int, columns: Int, weight: (Int) -> Float) -> [Scored] {
        var heap = BestHeap(capacity: min(count, columns))
        for column in 0..<columns {
            let strength = weight(column).magnitude
            guard strength > 0, column != row else { continue }
            let candidate = Scored(item: UInt32(truncatingIfNeeded: column), score: strength)
            if heap.wouldKeep(candidate) { heap.insert(candidate) }
        }
        return heap.sorted().map { Scored(item: $0.item, score: weight(Int($0.item))) }
            .sorted { $0.precedes($1) }
    }
}
