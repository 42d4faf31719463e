// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Maps values to places on a line, with round numbers for its ticks.
struct Axis {
    let lower: Double
    let upper: Double
    let ticks: [Double]
    private let isLogarithmic: Bool

    /// An axis that holds the finite ones of these values.
    ///
    /// - Parameter includesZero: whether it begins at 0 when no value is below.
    init(_ values: [Double], includesZero: Bool = false) {
        let finite = values.filter(\.isFinite)
        var lowest = finite.min() ?? 0
        var highest = finite.max() ?? 1
        if includesZero { (lowest, highest) = (min(0, lowest), max(0, highest)) }
        if highest - lowest < 1e-12 {
            let slack = max(abs(highest) * 0.1, 1e-3)
            (lowest, highest) = (lowest - slack, highest + slack)
        }
        let step = Self.step((highest - lowest) / 4)
        lower = (lowest / step).rounded(.down) * step
        upper = (highest / step).rounded(.up) * step
        let (first, count) = (lower, Int(((upper - lower) / step).rounded()))
        ticks = (0...count).map { first + Double($0) * step }
        isLogarithmic = false
    }

    /// An axis of powers of ten around positive values.
    init(logarithmic values: [Double]) {
        let positive = values.filter { $0.isFinite && $0 > 0 }
        let low = log10(positive.min() ?? 1).rounded(.down)
        let high = max(low + 1, log10(positive.max() ?? 10).rounded(.up))
        (lower, upper) = (pow(10, low), pow(10, high))
        ticks = (Int(low)...Int(high)).map { pow(10, Double($0)) }
        isLogarithmic = true
    }

    /// Where the value stands: 0 at the lower end, 1 at the upper.
    func part(_ value: Double) -> Double {
        if isLogarithmic { return log(max(value, lower) / lower) / log(upper / lower) }
        return (value - lower) / (upper - lower)
    }

    /// 1, 2 or 5 times a power of ten, at least as large.
    private static func step(_ rough: Double) -> Double {
        let power = pow(10, log10(rough).rounded(.down))
        for factor in [1.0, 2, 5] where factor * power >= rough * (1 - 1e-9) { return factor * power }
        return 10 * power
    }
}
