// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// How far what segments want lies from what everybody wants, item by item.
///
/// With y_u the items that user u wants (0 or 1), p the part of all users that want each, and z_u the user's segments,
/// D = Σ_u z_u (y_u − p)ᵀ. It is never held whole: some items' columns are made, used and let go.
///
/// - Shapes: D segments × items; a block of it lies items × 2 segments, the users of half 0 before the others, so
///   that one half can be judged by the other.
struct SegmentSums: Sendable {
    let segments: DemographicSegments
    let users: SparseMatrix  // items × users
    let popularity: [Float]
    /// Users of each segment, of half 0 and of half 1.
    let sizes: [Float]
    /// ‖y_u − p‖² by user.
    let squares: [Double]
    let threads: Int

    var count: Int { segments.names.count }
    static let block = 512

    /// Which half a user belongs to: no order in which users became known decides it.
    static func half(of user: Int) -> Int { Int(truncatingIfNeeded: (UInt64(user) &* 0x9E37_79B9_7F4A_7C15) >> 63) }

    init(_ segments: DemographicSegments, wants: SparseMatrix, threads: Int) {
        self.segments = segments
        self.threads = threads
        users = wants.transposed(threads: threads)
        let userCount = (0..<wants.rowCount).count { !wants.range(ofRow: $0).isEmpty }
        let users = users
        popularity = (0..<users.rowCount).map { Float(users.range(ofRow: $0).count) / Float(max(1, userCount)) }
        var sizes = [Float](repeating: 0, count: 2 * segments.names.count)
        for (user, own) in segments.ofUser.enumerated() {
            for segment in own { sizes[Self.half(of: user) * segments.names.count + Int(segment)] += 1 }
        }
        self.sizes = sizes
        let popularity = popularity
        let length = popularity.reduce(0) { $0 + Double($1) * Double($1) }
        squares = segments.ofUser.indices.map { user in
            wants.range(ofRow: user).reduce(length) { $0 + 1 - 2 * Double(popularity[Int(wants.columns[$1])]) }
        }
    }

    /// Sets the block of some items.
    func fill(_ block: UnsafeMutableBufferPointer<Float>, items: Range<Int>) {
        let width = 2 * count
        for item in items {
            let start = (item - items.lowerBound) * width
            for place in 0..<width { block[start + place] = -sizes[place] * popularity[item] }
            for position in users.range(ofRow: item) {
                let user = Int(users.columns[position])
                guard user < segments.ofUser.count else { continue }
                let half = start + Self.half(of: user) * count
                for segment in segments.ofUser[user] { block[half + Int(segment)] += 1 }
            }
        }
    }

    /// [D_0; D_1] times its transpose: what every estimate is made of.
    ///
    /// - Complexity: O(items · segments²).
    func gram() -> [Double] {
        let width = 2 * count
        let parts = parallelMap(
            users.rowCount, threads: threads, chunk: Self.block,
            scratch: { [Float](repeating: 0, count: Self.block * width) }
        ) { items, scratch in
            SharedArray<Float>(count: width * width) { part in
                part.initialize(repeating: 0)
                scratch.withUnsafeMutableBufferPointer { scratch in
                    fill(scratch, items: items)
                    LinearAlgebra.addGram(
                        of: UnsafeBufferPointer(rebasing: scratch[..<(items.count * width)]), columns: width, to: part)
                }
            }
        }
        var sum = [Double](repeating: 0, count: width * width)
        for part in parts {
            for row in 0..<width {
                for column in row..<width { sum[row * width + column] += Double(part[row * width + column]) }
            }
        }
        for row in 0..<width { for column in 0..<row { sum[row * width + column] = sum[column * width + row] } }
        return sum
    }
}
