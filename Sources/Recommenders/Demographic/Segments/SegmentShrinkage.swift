// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// How much each attribute's segments are drawn towards what they are part of, estimated from the data.
///
/// A user's wants are taken for y = p + Σ b_s over their segments + noise, b_s of the segments of one attribute (of one
/// level, for a path) with variance τ². Empirical Bayes: with r_s what segment s wants and q what it is part of (the
/// level above, else everybody), E ‖r_s − q‖² = τ² + σ²/n_s, so that
///
///     τ² = (Σ n_s ‖r_s − q_s‖² − m σ²) / Σ n_s over the attribute's m segments,    λ = σ² / τ².
///
/// The effects are then B = (G + Λ)⁻¹ D, G the segments' overlaps: a segment of n users keeps about n / (n + λ) of its
/// opinion, and what an attribute's segments have from another attribute counts once.
///
/// - Source: Bühlmann, Straub, "Glaubwürdigkeit für Schadensätze", 1970, the estimate of τ²; Jewell, "The use of
///   collateral data in credibility theory", 1975, levels; Henderson, "Best linear unbiased estimation and prediction
///   under a selection model", Biometrics 1975, the joint effects.
struct SegmentShrinkage {
    /// λ by segment.
    let penalties: [Double]
    /// An attribute whose segments differ by chance only.
    static let largest = 1e7

    init(_ sums: SegmentSums, gram: [Double], factor: Double) {
        let (count, reader) = (sums.count, sums.segments.reader)
        let names = sums.segments.names.map(FeatureName.init(key:))
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let product = { (one: Int, other: Int) in Self.whole(gram, one, other, count) }
        let variance = sums.variance
        var groups: [String: [Int]] = [:]
        for (place, name) in names.enumerated() {
            groups["\(reader.depth(of: name))\(FeatureName.separator)\(name.field)", default: []].append(place)
        }
        var penalties = [Double](repeating: Self.largest, count: count)
        for group in groups.values {
            var (spread, users) = (0.0, 0.0)
            for place in group {
                let size = Double(sums.sizes[place] + sums.sizes[count + place])
                var distance = product(place, place) / (size * size)
                if let parent = reader.parent(of: names[place]).flatMap({ places[$0] }) {
                    let larger = Double(sums.sizes[parent] + sums.sizes[count + parent])
                    distance += product(parent, parent) / (larger * larger)
                    distance -= 2 * product(place, parent) / (size * larger)
                }
                spread += size * distance
                users += size
            }
            let between = (spread - Double(group.count) * variance) / users
            let penalty = between > 0 ? factor * variance / between : Self.largest
            for place in group { penalties[place] = min(max(penalty, 1e-3), Self.largest) }
        }
        self.penalties = penalties
    }

    /// One element of D Dᵀ, both halves of users together.
    static func whole(_ gram: [Double], _ one: Int, _ other: Int, _ count: Int) -> Double {
        let width = 2 * count
        return gram[one * width + other] + gram[(count + one) * width + count + other]
            + gram[one * width + count + other] + gram[(count + one) * width + other]
    }

    /// (G + Λ)⁻¹ of some of the segments; nil when it does not exist.
    ///
    /// - Complexity: O(segments³).
    func inverse(of overlaps: [Double], count: Int, keeping kept: [Int], threads: Int) -> [Float]? {
        var system = [Float](repeating: 0, count: kept.count * kept.count)
        for (row, one) in kept.enumerated() {
            for (column, other) in kept.enumerated() {
                system[row * kept.count + column] = Float(
                    overlaps[one * count + other] + (one == other ? penalties[one] : 0))
            }
        }
        let isInverted = system.withUnsafeMutableBufferPointer {
            LinearAlgebra.invert(positiveDefinite: $0, size: kept.count, threads: threads)
        }
        return isInverted && system.allSatisfy(\.isFinite) ? system : nil
    }
}
