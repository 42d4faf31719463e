// SPDX-License-Identifier: Apache-2.0

/// A vector x at 16 bits an element, for inner products with compressed rows.
///
/// x̂ = s · codes, s = max|x| / largest code. The largest code is such that a sum over all columns stays below 2³¹.
struct CompressedVector {
    /// One number a column, and a zero if they are odd in number.
    let codes: [Int16]
    /// What one unit of a code stands for.
    let scale: Float
    /// ‖x‖, rounded up.
    let length: Float

    /// Compresses a vector; nil when its length is not among those that rows' radii hold for.
    init?(_ vector: [Float]) {
        let length = Self.length(of: vector)
        guard CompressedRows.lengths.contains(length) else { return nil }
        let scale = vector.reduce(0) { max($0, abs($1)) } / Self.largestCode(columns: vector.count)
        self.codes = vector.map { Int16(($0 / scale).rounded()) } + (vector.count.isMultiple(of: 2) ? [] : [0])
        self.scale = scale
        self.length = Float(length).nextUp
    }

    /// ε of `CompressedRows`.
    ///
    /// ‖x − x̂‖ ≤ √k · s / 2 ≤ √k / (2 · largest code) · ‖x‖, and k floats add up to within k · 2⁻²⁴ of ‖x‖ · ‖y‖; that
    /// is doubled and 16 added for the operations on either side of the sum.
    static func slack(columns: Int) -> Double {
        let rounding = Double(columns).squareRoot() / Double(2 * largestCode(columns: columns))
        return 1.01 * rounding + Double(columns + 16) * 0x1p-23
    }

    private static func largestCode(columns: Int) -> Float {
        Float(min(32_766, (1 << 31) / (127 * (columns + 2)) - 1))
    }

    /// ‖x‖; not a number when an element is not one.
    static func length(of vector: [Float]) -> Double {
        vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
}
