// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Learns from one half of the users, shrinkage included, and judges by the other, without any user's list being made.
///
/// With B = M D_0 (M the inverse of half 0), the deviance of half 1 falls by
/// 2 tr(M D_0 D_1ᵀ) − tr(M D_0 D_0ᵀ M G_1): sums over pairs of segments alone.
struct AttributeTrial {
    private let sums: SegmentSums
    private let factor: Double
    private let learned: SegmentEvidence
    private let judged: SegmentEvidence
    private let cross: [Double]  // D_0 D_1ᵀ
    private let start: [Double]?

    /// - Parameter start: λ near those of one half, such as those of all users.
    init(sums: SegmentSums, gram: [Double], factor: Double, start: [Double]? = nil) {
        self.start = start
        (self.sums, self.factor) = (sums, factor)
        learned = sums.evidence(of: gram, half: 0)
        judged = sums.evidence(of: gram, half: 1)
        let count = sums.count
        cross = (0..<count).flatMap { row in (0..<count).map { gram[row * 2 * count + count + $0] } }
    }

    /// All attributes together, then each by itself in the order of names, beyond what is known of everybody of whom
    /// anything is said.
    func contributions() -> [AttributeContribution] {
        let fields = sums.segments.names.map { FeatureName(key: $0).field }
        let attributes = Set(fields).subtracting([""]).sorted()
        let all = Array(fields.indices)
        let whole = gain(keeping: all)
        let everybody = gain(keeping: all.filter { fields[$0].isEmpty })
        let total = AttributeContribution(
            attribute: "", segments: all.count, alone: whole - everybody, beyondOthers: whole - everybody)
        return [total]
            + attributes.map { attribute in
                let alone = gain(keeping: all.filter { fields[$0].isEmpty || fields[$0] == attribute })
                return AttributeContribution(
                    attribute: attribute, segments: fields.count { $0 == attribute }, alone: alone - everybody,
                    beyondOthers: whole - gain(keeping: all.filter { fields[$0] != attribute }))
            }
    }

    /// The part of the deviance that some of the segments explain.
    func gain(keeping kept: [Int]) -> Double {
        let (size, learned, judged) = (kept.count, learned.keeping(kept), judged.keeping(kept))
        guard size > 0, judged.squares > 0,
            let inverse = SegmentShrinkage(
                learned, groups: kept.map { sums.segments.groups[$0] }, factor: factor, threads: sums.threads,
                start: start.map { start in kept.map { start[$0] } })?.inverse
        else { return 0 }
        let image = Self.product(inverse, learned.products, size)  // M D_0 D_0ᵀ
        let other = Self.product(inverse, judged.overlaps, size)  // M G_1
        var fall = 0.0
        for row in 0..<size {
            for column in 0..<size {
                let weight = 2 * cross[kept[column] * sums.count + kept[row]]
                fall += Double(inverse[row * size + column]) * weight
                fall -= Double(image[row * size + column]) * Double(other[column * size + row])
            }
        }
        return fall / judged.squares
    }

    private static func product(_ left: [Float], _ symmetric: [Float], _ size: Int) -> [Float] {
        var product = [Float](repeating: 0, count: size * size)
        product.withUnsafeMutableBufferPointer { product in
            left.withUnsafeBufferPointer { left in
                symmetric.withUnsafeBufferPointer {
                    LinearAlgebra.multiply(left, byRowsOf: $0, columns: size, into: product)
                }
            }
        }
        return product
    }
}
