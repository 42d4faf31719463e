// SPDX-License-Identifier: Apache-2.0

/// What some users say of the segments, summed over pairs of segments: all that an estimate needs.
///
/// - Shapes: `products` and `overlaps` segments × segments, symmetric.
struct SegmentEvidence: Sendable {
    let count: Int
    /// D Dᵀ: how alike segments differ from everybody.
    let products: [Float]
    /// G: users that two segments share.
    let overlaps: [Float]
    /// Σ ‖y_u − p‖² of the users with a segment.
    let squares: Double
    /// Users with a segment.
    let users: Double

    /// The same of some of the segments; the users stay.
    func keeping(_ places: [Int]) -> SegmentEvidence {
        SegmentEvidence(
            count: places.count, products: places.flatMap { row in places.map { products[row * count + $0] } },
            overlaps: places.flatMap { row in places.map { overlaps[row * count + $0] } }, squares: squares,
            users: users)
    }
}

extension SegmentSums {
    /// The evidence of one half of the users, or of all.
    ///
    /// - Parameter gram: that of these sums.
    func evidence(of gram: [Double], half: Int? = nil) -> SegmentEvidence {
        let (width, halves) = (2 * count, half.map { [$0] } ?? [0, 1])
        var (products, overlaps) = (
            [Float](repeating: 0, count: count * count), [Float](repeating: 0, count: count * count)
        )
        for row in 0..<count {
            for column in 0..<count {
                var sum = 0.0
                for one in halves {
                    for other in halves { sum += gram[(one * count + row) * width + other * count + column] }
                }
                products[row * count + column] = Float(sum)
            }
        }
        var (squares, users) = (0.0, 0.0)
        for (user, own) in segments.ofUser.enumerated() where !own.isEmpty && halves.contains(Self.half(of: user)) {
            for one in own { for other in own { overlaps[Int(one) * count + Int(other)] += 1 } }
            squares += self.squares[user]
            users += 1
        }
        return SegmentEvidence(count: count, products: products, overlaps: overlaps, squares: squares, users: users)
    }
}
