// SPDX-License-Identifier: Apache-2.0

/// Learns from one half of the users and judges by the other, without any user's list being made.
///
/// With B = M D_0 (M the inverse of half 0), the deviance of half 1 falls by
/// 2 tr(M D_0 D_1ᵀ) − tr(M D_0 D_0ᵀ M G_1): sums over pairs of segments alone.
struct AttributeTrial {
    let sums: SegmentSums
    let shrinkage: SegmentShrinkage
    let gram: [Double]
    private let learned: [Double]
    private let judged: [Double]

    init(sums: SegmentSums, shrinkage: SegmentShrinkage, gram: [Double]) {
        self.sums = sums
        self.shrinkage = shrinkage
        self.gram = gram
        learned = sums.overlaps { SegmentSums.half(of: $0) == 0 }
        judged = sums.overlaps { SegmentSums.half(of: $0) == 1 }
    }

    func contributions() -> [AttributeContribution] {
        let fields = sums.segments.names.map { FeatureName(key: $0).field }
        let attributes = Set(fields).subtracting([""]).sorted()
        let all = Array(fields.indices)
        let whole = gain(keeping: all)
        let total = AttributeContribution(attribute: "", segments: all.count, alone: whole, beyondOthers: whole)
        return [total]
            + attributes.map { attribute in
                let own = all.filter { fields[$0] == attribute }
                return AttributeContribution(
                    attribute: attribute, segments: own.count, alone: gain(keeping: own),
                    beyondOthers: whole - gain(keeping: all.filter { fields[$0] != attribute }))
            }
    }

    private func gain(keeping kept: [Int]) -> Double {
        let (count, width, size) = (sums.count, 2 * sums.count, kept.count)
        guard size > 0,
            let inverse = shrinkage.inverse(of: learned, count: count, keeping: kept, threads: sums.threads)
        else { return 0 }
        var (cross, square) = (0.0, 0.0)
        for row in 0..<size {
            var image = [Double](repeating: 0, count: size)
            for middle in 0..<size {
                let weight = Double(inverse[row * size + middle])
                cross += weight * gram[kept[middle] * width + count + kept[row]]
                for column in 0..<size {
                    image[column] += weight * gram[kept[middle] * width + kept[column]]
                }
            }
            for column in 0..<size {
                // tr(M E M G) = Σ_rc (M E)_rc (M G)_cr, and (M G)_cr = Σ_m M_cm G_mr
                var other = 0.0
                for middle in 0..<size {
                    other += Double(inverse[column * size + middle]) * judged[kept[middle] * count + kept[row]]
                }
                square += image[column] * other
            }
        }
        let users = (0..<sums.segments.ofUser.count).count {
            SegmentSums.half(of: $0) == 1 && !sums.segments.ofUser[$0].isEmpty
        }
        let deviance = Double(max(1, users)) * sums.variance
        return deviance > 0 ? (2 * cross - square) / deviance : 0
    }
}
