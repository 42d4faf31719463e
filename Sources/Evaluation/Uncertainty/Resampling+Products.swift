// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension Resampling {
    /// Sets one resample's weight of every user.
    typealias Weights = @Sendable (UnsafeMutableBufferPointer<Float>, inout SeededGenerator) -> Void

    /// How often each of n users is among n drawn with replacement.
    static let drawUsers: Weights = { weights, generator in
        weights.update(repeating: 0)
        let users = UInt64(weights.count)
        var left = weights.count
        while left > 0 {
            let bits = generator.next()
            // The upper half of 32 random bits times n: uneven by less than n / 2³².
            weights[Int(((bits & 0xFFFF_FFFF) &* users) >> 32)] += 1
            if left > 1 { weights[Int(((bits >> 32) &* users) >> 32)] += 1 }
            left -= 2
        }
    }

    /// +1 or −1 for each user, evenly.
    static let flipSigns: Weights = { weights, generator in
        for start in stride(from: 0, to: weights.count, by: 64) {
            var bits = generator.next()
            for place in start..<min(weights.count, start + 64) {
                weights[place] = Float(bitPattern: 0x3F80_0000 | UInt32(truncatingIfNeeded: bits & 1) << 31)
                bits >>= 1
            }
        }
    }

    /// Σ over users of weight · (value − shift), a row a resample, an element a column.
    ///
    /// Resamples are multiplied sixteen at a time, always the same sixteen: as a matrix product it costs a fraction of
    /// drawing each mean by itself, and the sums do not depend on which thread made them.
    func products(with columns: [[Float]], less shifts: [Double], weights: Weights) -> [[Float]] {
        let users = columns.first?.count ?? 0
        let values = SharedArray<Float>(count: users * columns.count) { values in
            for (place, column) in columns.enumerated() {
                for (user, value) in column.enumerated() {
                    values[place * users + user] = Float(Double(value) - shifts[place])
                }
            }
        }
        let seed = seed
        let parts = parallelMap(
            count, threads: threadCount, chunk: Self.block,
            scratch: { [Float](repeating: 0, count: Self.block * users) }
        ) { range, scratch -> [[Float]] in
            scratch.withUnsafeMutableBufferPointer { scratch in
                let used = UnsafeMutableBufferPointer(rebasing: scratch[..<(range.count * users)])
                for (row, resample) in range.enumerated() {
                    var generator = SeededGenerator(seed: seed &+ UInt64(resample) &* 0xD134_2543_DE82_EF95)
                    weights(UnsafeMutableBufferPointer(rebasing: used[row * users..<(row + 1) * users]), &generator)
                }
                return Self.multiply(UnsafeBufferPointer(used), by: values, users: users, columns: columns.count)
            }
        }
        return parts.flatMap { $0 }
    }

    private static let block = 16

    private static func multiply(
        _ weights: UnsafeBufferPointer<Float>, by values: SharedArray<Float>, users: Int, columns: Int
    ) -> [[Float]] {
        let rows = weights.count / users
        var sums = [Float](repeating: 0, count: rows * columns)
        sums.withUnsafeMutableBufferPointer { sums in
            values.withUnsafeBuffer { values in
                LinearAlgebra.multiply(weights, byRowsOf: values, columns: users, into: sums)
            }
        }
        return (0..<rows).map { Array(sums[$0 * columns..<($0 + 1) * columns]) }
    }
}
