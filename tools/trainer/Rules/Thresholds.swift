// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A share, written 0.05 or 5%.
struct Share: ExpressibleByArgument {
    var value: Double

    init(_ value: Double) { self.value = value }

    init?(argument: String) {
        let isPercent = argument.hasSuffix("%")
        guard let number = Double(isPercent ? argument.dropLast() : argument[...]) else { return nil }
        value = isPercent ? number / 100 : number
        guard (0...1).contains(value) else { return nil }
    }
}

/// A number of baskets, written 50, 0.005 or 0.5%.
struct SupportThreshold: ExpressibleByArgument {
    private enum Threshold {
        case count(Int)
        case share(Double)
    }

    private let threshold: Threshold

    init(share: Double) { threshold = .share(share) }

    init?(argument: String) {
        if let count = Int(argument) {
            guard count >= 1 else { return nil }
            threshold = .count(count)
        } else {
            guard let share = Share(argument: argument), share.value > 0 else { return nil }
            threshold = .share(share.value)
        }
    }

    /// The least number of that many baskets: a share is rounded up, and is never below `least`.
    func count(of baskets: Int, atLeast least: Int = 1) -> Int {
        switch threshold {
        case .count(let count): count
        case .share(let share): max(least, Int((share * Double(baskets) - 1e-9).rounded(.up)))
        }
    }
}
