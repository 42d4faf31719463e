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
        let sums = scratch.sums
        sums[column] = 0
        measure.otherFactor.withUnsafeBufferPointer { factors in
            measure.otherTerm.withUnsafeBufferPointer { terms in
                let question = question(of: column)
                for place in 0..<scratch.touchedCount {
                    let other = Int(scratch.touched[place])
                    let product = sums[other] * scale
                    sums[other] = 0
                    let denominator =
                        question.factor * factors[other] + (question.term + terms[other])
                        + question.product_term * product
                    if product > 0, product >= scratch.heap.bound * Self.allowance * denominator {
                        keep(other, product / denominator, &scratch.heap)
                    }
                }
            }
        }
        return scratch.heap.drain()
    }

    /// The best of all columns; the sums are 0 afterwards.
    func amongAll(of column: Int, _ scratch: inout PairScratch) -> [RankedKey] {
        let columnCount = measure.otherFactor.count
        scratch.sums[column] = 0
        measure.otherFactor.withUnsafeBufferPointer { factors in
            measure.otherTerm.withUnsafeBufferPointer { terms in
                for start in stride(from: 0, to: columnCount, by: Self.stripLength) {
                    let strip = start..<min(start + Self.stripLength, columnCount)
                    look(column, at: strip, factors.extracting(strip), terms.extracting(strip), &scratch)
                }
            }
        }
        scratch.sums.update(repeating: 0, count: columnCount)
        return scratch.heap.drain()
    }

    /// Columns between two looks at the bound.
    private static var stripLength: Int { 1024 }
    /// Covers the rounding of comparing without a division.
    private static var allowance: Float { 0.999_999 }

    /// Considers one strip of columns.
    private func look(
        _ column: Int, at strip: Range<Int>, _ factors: UnsafeBufferPointer<Float>,
        _ terms: UnsafeBufferPointer<Float>, _ scratch: inout PairScratch
    ) {
        var question = question(of: column)
        question.bound = scratch.heap.bound * Self.allowance
        let found = wicker_pair_scan(
            scratch.sums + strip.lowerBound, factors.baseAddress, terms.baseAddress, strip.count, question,
            scratch.touched)
        for place in 0..<found {
            let offset = Int(scratch.touched[place])
            let product = scratch.sums[strip.lowerBound + offset] * scale
            let denominator =
                question.factor * factors[offset] + (question.term + terms[offset]) + question.product_term * product
            keep(strip.lowerBound + offset, product / denominator, &scratch.heap)
        }
    }

    private func question(of column: Int) -> wicker_pair_question {
        wicker_pair_question(
            scale: scale, factor: measure.ownFactor[column], term: measure.ownTerm[column],
            product_term: measure.productTerm, bound: 0)
    }

    @inline(__always)
    private func keep(_ other: Int, _ similarity: Float, _ heap: inout RankedHeap) {
        if similarity > 0, similarity.isFinite {
            heap.insert(RankedKey(item: UInt32(truncatingIfNeeded: other), score: similarity))
        }
    }
}
