// SPDX-License-Identifier: Apache-2.0

internal import CKernels

/// Turns a column's inner products into similarities and keeps the best.
///
/// Nearly all products are of no use, which is found out without a division: product ≥ bound · denominator. Whatever
/// passes is then compared exactly.
struct NeighbourChoice: Sendable {
    private let measure: PairMeasure
    private let scale: Float

    /// - Parameter scale: what every sum has to be multiplied by first.
    init(_ measure: PairMeasure, scale: Float) {
        self.measure = measure
        self.scale = scale
    }

    /// The best of the columns that were noted; the sums are 0 afterwards.
    func amongTouched(of column: Int, _ scratch: inout PairScratch) -> [RankedKey] {
        let (sums, touched, products) = (scratch.sums, scratch.touched, scratch.products)
        sums[column] = 0
        withComparison(to: column) { comparison in
            let bound = sampledBound(scratch.touchedCount, comparison, &scratch) { Int(touched[$0]) }
            scratch.best.begin(at: bound)
            for place in 0..<scratch.touchedCount {
                let other = Int(touched[place])
                products[place] = sums[other] * scale
                sums[other] = 0
                comparison.offer(other, products[place], to: &scratch.best)
            }
            if scratch.best.isShort {
                scratch.best.begin(at: 0)
                for place in 0..<scratch.touchedCount {
                    comparison.offer(Int(touched[place]), products[place], to: &scratch.best)
                }
            }
        }
        return scratch.best.drain()
    }

    /// The best of all columns; the sums are 0 afterwards.
    func amongAll(of column: Int, _ scratch: inout PairScratch) -> [RankedKey] {
        let columnCount = measure.otherFactor.count
        scratch.sums[column] = 0
        withComparison(to: column) { comparison in
            scratch.best.begin(at: sampledBound(columnCount, comparison, &scratch) { $0 })
            scan(columnCount, comparison, &scratch)
            if scratch.best.isShort {
                scratch.best.begin(at: 0)
                scan(columnCount, comparison, &scratch)
            }
        }
        scratch.sums.update(repeating: 0, count: columnCount)
        return scratch.best.drain()
    }

    /// One of so many columns is looked at to learn where the bound is going to be.
    private static var sampling: Int { 16 }

    /// Columns of the sample that lie above the bound drawn from it: half as many again as are expected, so that the
    /// bound is seldom above the worst of the best, which costs a second look at all columns.
    static func sampleRank(_ listLength: Int) -> Int { listLength * 3 / (2 * sampling) + 3 }

    /// A similarity that about as many columns reach as are wanted, or more; 0 where a sample is not worth it.
    private func sampledBound(
        _ count: Int, _ comparison: Comparison, _ scratch: inout PairScratch, column: (Int) -> Int
    ) -> Float {
        if count < 4 * Self.sampling * scratch.sample.capacity { return 0 }
        scratch.sample.begin(at: 0)
        for place in stride(from: 0, to: count, by: Self.sampling) {
            let other = column(place)
            comparison.offer(other, scratch.sums[other] * scale, to: &scratch.sample)
        }
        return scratch.sample.worst() ?? 0
    }

    /// Columns between two looks at the bound.
    private static var stripLength: Int { 1024 }
    /// Covers the rounding of comparing without a division.
    private static var allowance: Float { 0.999_999 }

    /// Offers all columns, strip by strip.
    private func scan(_ columnCount: Int, _ comparison: Comparison, _ scratch: inout PairScratch) {
        for start in stride(from: 0, to: columnCount, by: Self.stripLength) {
            var question = comparison.question
            question.bound = scratch.best.bound * Self.allowance
            let found = wicker_pair_scan(
                scratch.sums + start, comparison.factors + start, comparison.terms + start,
                min(Self.stripLength, columnCount - start), question, scratch.touched)
            for place in 0..<found {
                let other = start + Int(scratch.touched[place])
                comparison.offer(other, scratch.sums[other] * scale, to: &scratch.best)
            }
        }
    }

    private func withComparison(to column: Int, _ body: (Comparison) -> Void) {
        let question = wicker_pair_question(
            scale: scale, factor: measure.ownFactor[column], term: measure.ownTerm[column],
            product_term: measure.productTerm, bound: 0)
        measure.otherFactor.withUnsafeBufferPointer { factors in
            measure.otherTerm.withUnsafeBufferPointer { terms in
                guard let factors = factors.baseAddress, let terms = terms.baseAddress else { return }
                body(Comparison(question: question, factors: factors, terms: terms))
            }
        }
    }

    /// What all columns are compared with.
    private struct Comparison {
        let question: wicker_pair_question
        let factors: UnsafePointer<Float>
        let terms: UnsafePointer<Float>

        /// Keeps a column if it can be among the best; whatever passes without a division is then compared exactly.
        @inline(__always)
        func offer(_ other: Int, _ product: Float, to best: inout RankedSieve) {
            let denominator =
                question.factor * factors[other] + (question.term + terms[other]) + question.product_term * product
            guard product > 0, product >= best.bound * NeighbourChoice.allowance * denominator else { return }
            let similarity = product / denominator
            if similarity > 0, similarity.isFinite {
                best.insert(RankedKey(item: UInt32(truncatingIfNeeded: other), score: similarity))
            }
        }
    }
}
