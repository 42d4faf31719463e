// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A density over [0, 1] made of a normal one around each place that was seen, and one broad one for what was not.
///
/// Each normal density is cut off at 0 and 1 and is as wide as the distance to the farther of its neighbours.
///
/// - Source: Bergstra, Bardenet, Bengio, Kégl, "Algorithms for Hyper-Parameter Optimization", NIPS 2011, section 4.2.
struct ParzenEstimator {
    private let centres: [Double]
    private let widths: [Double]
    private let masses: [Double]  // of each normal density between 0 and 1

    init(_ places: [Double]) {
        let sorted = places.sorted()
        let narrowest = 1 / Double(min(100, places.count + 2))
        var (centres, widths) = ([0.5], [1.0])  // the prior
        for (index, place) in sorted.enumerated() {
            let before = index == 0 ? 0 : sorted[index - 1]
            let after = index + 1 == sorted.count ? 1 : sorted[index + 1]
            centres.append(place)
            widths.append(min(max(place - before, after - place, narrowest), 1))
        }
        (self.centres, self.widths) = (centres, widths)
        masses = zip(centres, widths).map { Self.below((1 - $0) / $1) - Self.below(-$0 / $1) }
    }

    /// The density at a place.
    func density(at place: Double) -> Double {
        var sum = 0.0
        for (index, centre) in centres.enumerated() {
            let distance = (place - centre) / widths[index]
            sum += exp(-distance * distance / 2) / (widths[index] * masses[index])
        }
        return sum / (Double(centres.count) * (2 * Double.pi).squareRoot())
    }

    /// A place drawn from the density.
    func drawn(using generator: inout some RandomNumberGenerator) -> Double {
        let index = Int.random(in: 0..<centres.count, using: &generator)
        for _ in 0..<100 {
            let place = centres[index] + widths[index] * Self.normal(using: &generator)
            if (0...1).contains(place) { return place }
        }
        return centres[index]
    }

    /// What a standard normal density holds below x.
    private static func below(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

    /// Box and Muller's standard normal number.
    private static func normal(using generator: inout some RandomNumberGenerator) -> Double {
        let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &generator))).squareRoot()
        return radius * cos(2 * Double.pi * Double.random(in: 0..<1, using: &generator))
    }
}
