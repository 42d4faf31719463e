// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Adds up what items' attributes are worth: u(item) = Σ_k w_k v_k(x_k), the additive form of multi-attribute utility.
///
/// - Source: Keeney, Raiffa, Decisions with Multiple Objectives, 1976, chapter 3: the additive form holds where the worth
///   of one attribute does not depend on the values of the others.
public struct UtilityScorer: Sendable {
    /// What is judged by, in the order of the part-worths.
    public let criteria: [Criterion]
    /// How much each counts; finite.
    public let weights: [Double]
    private let columns: [ValueColumn]
    private let itemCount: Int

    /// Makes criteria ready for a catalogue; the weights stand beside them, those of the criteria are not looked at.
    ///
    /// - Complexity: O(words of the attributes that are words).
    /// - Throws: for the first criterion that does not go with the catalogue, and for a weight that is not finite.
    public init(
        _ criteria: [Criterion], weights: [Double], table: AttributeTable
    ) throws(CriterionError) {
        precondition(criteria.count == weights.count, "\(weights.count) weights for \(criteria.count) criteria")
        var columns: [ValueColumn] = []
        for (position, criterion) in criteria.enumerated() {
            guard weights[position].isFinite else {
                throw CriterionError(
                    position: position, part: "weight", reason: "is \(weights[position]); it must be a finite number")
            }
            columns.append(try ValueColumn(criterion, at: position, of: table))
        }
        self.columns = columns
        self.weights = weights
        self.criteria = zip(criteria, columns).map { criterion, column in
            var criterion = criterion
            criterion.missing = column.missing
            return criterion
        }
        itemCount = table.count
    }

    /// Each attribute's value of an item, before it is weighed.
    public func values(of item: ItemIndex) -> [Double] { columns.map { $0.value(of: item) } }

    /// What each attribute adds to an item's utility.
    public func partWorths(of item: ItemIndex) -> [Double] {
        zip(columns, weights).map { $1 * $0.value(of: item) }
    }

    /// The utility of every item in turn, a page of neighbouring ones at a time: the first one's index, and the page's.
    ///
    /// - Complexity: O(items · criteria), without allocation but for one page.
    func forEachPage(_ body: (Int, UnsafeMutableBufferPointer<Double>) -> Void) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: columnPageSize) { memory in
            memory.initialize(repeating: 0)
            for start in stride(from: 0, to: itemCount, by: columnPageSize) {
                let sums = UnsafeMutableBufferPointer(rebasing: memory[..<min(columnPageSize, itemCount - start)])
                sums.update(repeating: 0)
                for (column, weight) in zip(columns, weights) where weight != 0 {
                    column.add(page: start / columnPageSize, weight: weight, to: sums)
                }
                body(start, sums)
            }
        }
    }

    /// The items of most utility that `accepts` lets through, best first, ties by the lower index.
    ///
    /// `accepts` is asked only about items that may enter the list.
    public func best(_ count: Int, where accepts: (ItemIndex) -> Bool) -> [Scored] {
        var heap = BestHeap(capacity: min(count, itemCount))
        guard count > 0 else { return [] }
        forEachPage { start, sums in
            var threshold = heap.isFull ? heap.worst?.score ?? -.infinity : -.infinity
            for offset in sums.indices {
                let score = Float(sums[offset])
                guard score > threshold || !heap.isFull, score.isFinite else { continue }
                let item = UInt32(truncatingIfNeeded: start + offset)
                guard accepts(ItemIndex(rawValue: item)) else { continue }
                heap.insert(Scored(item: item, score: score))
                if heap.isFull { threshold = heap.worst?.score ?? -.infinity }
            }
        }
        return heap.sorted()
    }
}
