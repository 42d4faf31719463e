// SPDX-License-Identifier: Apache-2.0

extension LinearAlgebra {
    /// target = scale · source, and sum += weight · source, in one pass over the source.
    ///
    /// What gathering rows for a Gram matrix needs: the source is read from far away once, not twice.
    ///
    /// - Complexity: O(n), eight at a time.
    @inlinable
    public static func copy(
        _ source: UnsafeBufferPointer<Float>, scaledBy scale: Float, to target: UnsafeMutableBufferPointer<Float>,
        adding weight: Float, to sum: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(target.count == source.count && sum.count == source.count)
        let (from, to, total) = (
            UnsafeRawBufferPointer(source), UnsafeMutableRawBufferPointer(target), UnsafeMutableRawBufferPointer(sum)
        )
        let whole = source.count & ~7
        var byte = 0
        while byte < whole &* 4 {
            let block = from.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
            let added = total.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self) + block * weight
            to.storeBytes(of: block * scale, toByteOffset: byte, as: SIMD8<Float>.self)
            total.storeBytes(of: added, toByteOffset: byte, as: SIMD8<Float>.self)
            byte &+= 32
        }
        for position in whole..<source.count {
            target[position] = source[position] * scale
            sum[position] += source[position] * weight
        }
    }
}
