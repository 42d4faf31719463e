// SPDX-License-Identifier: Apache-2.0

/// Turns a column's inner products into similarities and keeps the best.
///
/// Where most columns have a product, nearly all of them are of no use. Whether one is is asked of eight at a time,
/// without a division: product ≥ bound · denominator. Whatever passes is then compared exactly.
///
/// - Shapes: arrays by column, with room for a whole vector behind the last.
struct NeighbourChoice: Sendable {
    private typealias Vector = SIMD8<Float>

    private let measure: PairMeasure
    private let otherFactor: SharedArray<Float>
    private let otherTerm: SharedArray<Float>
    private let columnCount: Int
    private let scale: Float

    /// - Parameter scale: what every product has to be multiplied by first.
    init(_ measure: PairMeasure, scale: Float) {
        let padding = [Float](repeating: 0, count: Vector.scalarCount)
        self.measure = measure
        otherFactor = SharedArray(measure.otherFactor + padding)
        otherTerm = SharedArray(measure.otherTerm + padding)
        columnCount = measure.otherFactor.count
        self.scale = scale
    }

    /// The best of the columns that were noted; the sums are 0 afterwards.
    func amongTouched(of column: Int, _ scratch: inout PairScratch) -> [RankedKey] {
        let sums = scratch.sums
        sums[column] = 0
        for place in 0..<scratch.touchedCount {
            let other = scratch.touched[place]
            consider(other, of: column, sums[Int(other)] * scale, &scratch.heap)
            sums[Int(other)] = 0
        }
        return scratch.heap.drain()
    }

    /// The best of all columns; the sums are 0 afterwards.
    func amongAll(of column: Int, _ scratch: inout PairScratch) -> [RankedKey] {
        let sums = scratch.sums
        sums[column] = 0
        otherFactor.withUnsafeBuffer { factors in
            otherTerm.withUnsafeBuffer { terms in
                var (start, bound) = (0, Float(0))
                while start < columnCount {
                    if isAnyUseful(from: start, to: column, bound, sums, factors, terms) {
                        for other in start..<min(start &+ Vector.scalarCount, columnCount) {
                            consider(UInt32(truncatingIfNeeded: other), of: column, sums[other] * scale, &scratch.heap)
                        }
                        bound = scratch.heap.bound * Self.allowance
                    }
                    start &+= Vector.scalarCount
                }
            }
        }
        sums.update(repeating: 0, count: columnCount)
        return scratch.heap.drain()
    }

    /// Covers the rounding of comparing without a division.
    private static var allowance: Float { 0.999_999 }

    /// Whether one of the vector of columns may enter the column's list.
    @inline(__always)
    private func isAnyUseful(
        from start: Int, to column: Int, _ bound: Float, _ sums: UnsafeMutablePointer<Float>,
        _ factors: UnsafeBufferPointer<Float>, _ terms: UnsafeBufferPointer<Float>
    ) -> Bool {
        let products = vector(UnsafePointer(sums), start) * scale
        guard let factors = factors.baseAddress, let terms = terms.baseAddress else { return false }
        let denominators =
            vector(factors, start) * measure.ownFactor[column] + (vector(terms, start) + measure.ownTerm[column])
            + products * measure.productTerm
        return any((products .>= denominators * bound) .& (products .> 0))
    }

    @inline(__always)
    private func consider(_ other: UInt32, of column: Int, _ product: Float, _ heap: inout RankedHeap) {
        let similarity = product / measure.denominator(product, own: column, other: Int(other))
        if similarity > 0, similarity.isFinite, similarity >= heap.bound {
            heap.insert(RankedKey(item: other, score: similarity))
        }
    }

    @inline(__always)
    private func vector(_ numbers: UnsafePointer<Float>, _ start: Int) -> Vector {
        UnsafeRawPointer(numbers + start).loadUnaligned(as: Vector.self)
    }
}
