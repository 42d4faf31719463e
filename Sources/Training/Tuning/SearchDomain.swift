// SPDX-License-Identifier: Apache-2.0

internal import Foundation
public import Recommenders

/// What one setting may be in a search.
public enum SearchDomain: Sendable, Equatable {
    /// A number between bounds.
    case range(NumberRange)
    /// One of several values; at least two.
    case choices([Setting])

    /// Numbers of a search: even or even in their logarithm, all of them or those at a step from the smallest.
    public struct NumberRange: Sendable, Equatable {
        /// The smallest.
        public var from: Double
        /// The largest.
        public var to: Double
        /// Whether 1 to 10 is as wide as 10 to 100.
        public var isLogarithmic = false
        /// Distance of neighbouring values; 1 from a whole number gives whole numbers, nil any number.
        public var step: Double?

        /// A range; bounds of a logarithmic one are above 0.
        public init(from: Double, to: Double, isLogarithmic: Bool = false, step: Double? = nil) {
            precondition(from <= to && (!isLogarithmic || from > 0), "a range from \(from) to \(to)")
            self.from = from
            self.to = to
            self.isLogarithmic = isLogarithmic
            self.step = step
        }

        /// The number at a place of the scale, 0 being `from` and 1 being `to`.
        ///
        /// A number without a step is rounded to four digits, so that a recipe can be read.
        func number(at place: Double) -> Double {
            let place = min(max(place, 0), 1)
            let raw = isLogarithmic ? from * pow(to / from, place) : from + (to - from) * place
            guard let step else { return min(max(Self.rounded(raw), from), to) }
            let steps = min(((raw - from) / step).rounded(), ((to - from) / step + 1e-9).rounded(.down))
            return Self.clean(from + steps * step)
        }

        /// The place of a number on the scale.
        func place(of number: Double) -> Double {
            guard to > from else { return 0 }
            let place =
                isLogarithmic
                ? log(max(number, .leastNormalMagnitude) / from) / log(to / from)
                : (number - from) / (to - from)
            return min(max(place, 0), 1)
        }

        private static func rounded(_ number: Double) -> Double {
            guard number != 0, number.isFinite else { return number }
            let scale = pow(10, 3 - floor(log10(abs(number))))
            return clean((number * scale).rounded() / scale)
        }

        /// Without the last digits that sums of steps leave behind: 0.1 + 2 · 0.1 is 0.3.
        private static func clean(_ number: Double) -> Double { Double(String(format: "%.12g", number)) ?? number }
    }

    /// A value drawn evenly over the scale.
    func drawn(using generator: inout some RandomNumberGenerator) -> Setting {
        switch self {
        case .range(let range): .number(range.number(at: Double.random(in: 0..<1, using: &generator)))
        case .choices(let choices): choices[Int.random(in: 0..<choices.count, using: &generator)]
        }
    }
}

/// One setting of a search.
public struct SearchedSetting: Sendable, Equatable {
    /// Its name; `a.b` is the entry `b` of the map `a`.
    public var name: String
    /// What it may be.
    public var domain: SearchDomain

    /// A setting of a search.
    public init(_ name: String, _ domain: SearchDomain) {
        self.name = name
        self.domain = domain
    }
}

extension Settings {
    /// The settings with those of a trial put over them.
    func overlaid(with trial: [String: Setting]) -> Settings {
        var settings = self
        for (name, value) in trial.sorted(by: { $0.key < $1.key }) {
            let path = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard path.count == 2 else {
                settings.values[name] = value
                continue
            }
            var map: [String: Setting] = [:]
            if case .map(let present) = settings.values[path[0]] { map = present }
            map[path[1]] = value
            settings.values[path[0]] = .map(map)
        }
        return settings
    }
}
