// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix

extension SeededGenerator {
    /// A generator of its own for one subject, so that another subject's story does not move with it.
    init(seed: UInt64, subject: Int, of domain: UInt64) {
        var mixer = SeededGenerator(seed: seed ^ (domain &* 0xD6E8_FEB8_6659_FD93))
        self.init(seed: mixer.next() ^ (UInt64(subject) &* 0xA076_1D64_78BD_642F))
    }

    /// Uniform in [0, 1).
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True that often.
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// Uniform in 0 ..< bound.
    mutating func below(_ bound: Int) -> Int { Int(unit() * Double(bound)) }

    /// Normal with mean 0 and deviation 1 (Box and Muller).
    mutating func normal() -> Double {
        (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
    }

    /// Exponential with that mean.
    mutating func exponential(mean: Double) -> Double { -mean * log(1 - unit()) }

    /// Times an exponential step of mean 1 fits below the mean: Poisson, for small means.
    mutating func poisson(mean: Double) -> Int {
        var count = 0
        var sum = exponential(mean: 1)
        while sum < mean {
            count += 1
            sum += exponential(mean: 1)
        }
        return count
    }
}

/// Draws positions in proportion to fixed weights.
struct WeightedChoice: Sendable {
    private var sums: [Double] = []

    /// Weights are 0 or more, and one of them at least is more.
    init(_ weights: some Sequence<Double>) {
        var sum = 0.0
        for weight in weights {
            sum += weight
            sums.append(sum)
        }
        precondition(sum > 0, "weights must have a positive sum, not \(sum)")
    }

    /// A position, drawn in O(log n).
    func draw(_ generator: inout SeededGenerator) -> Int {
        let target = generator.unit() * (sums.last ?? 0)
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
