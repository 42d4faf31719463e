// SPDX-License-Identifier: Apache-2.0

/// How good a value of one attribute is, by itself: v in u(item) = Σ_k w_k v_k(x_k).
///
/// All but `plain` give numbers from 0 to 1 (a `table` what it says), so that weights can be compared.
///
/// - Source: Keeney, Raiffa, Decisions with Multiple Objectives, 1976, chapter 3.
public enum ValueFunction: Sendable, Hashable, Codable {
    /// v(x) = x, in the attribute's own unit; yes is 1 and no is 0.
    case plain
    /// v(x) = (x − from) / (to − from), not below 0 nor above 1; with `to` below `from`, less is better.
    case linear(from: Double, to: Double)
    /// v(x) = 1 − |x − at| / tolerance, not below 0: best at one point.
    case target(at: Double, tolerance: Double)
    /// v(x) = (x − from) / (x − from + half), 0 up to `from`: every further unit adds less; `from` + `half` gives ½.
    case diminishing(from: Double, half: Double)
    /// Words from the worst, which is 0, to the best, which is 1, at equal distances; other words are as good as missing.
    case ordinal([String])
    /// A value for each word; `otherwise` for other words.
    case table([String: Double], otherwise: Double)

    /// The name it has in settings, on the command line and in messages.
    public var name: String {
        switch self {
        case .plain: "plain"
        case .linear: "linear"
        case .target: "target"
        case .diminishing: "diminishing"
        case .ordinal: "ordinal"
        case .table: "table"
        }
    }

    /// Every name.
    public static let names = ["plain", "linear", "target", "diminishing", "ordinal", "table"]

    /// Whether it takes words; the others take numbers.
    public var takesWords: Bool {
        switch self {
        case .ordinal, .table: true
        case .plain, .linear, .target, .diminishing: false
        }
    }

    /// The value of a number; nil for a function of words, and for NaN.
    public func value(of number: Double) -> Double? {
        if number.isNaN { return nil }
        switch self {
        case .plain: return number
        case .linear(let from, let to): return min(1, max(0, (number - from) / (to - from)))
        case .target(let at, let tolerance): return max(0, 1 - abs(number - at) / tolerance)
        case .diminishing(let from, let half):
            let above = max(0, number - from)
            return above == .infinity ? 1 : above / (above + half)
        case .ordinal, .table: return nil
        }
    }

    /// The value of a word; nil for a function of numbers, and for a word that `ordinal` does not name.
    public func value(of word: String) -> Double? {
        switch self {
        case .ordinal(let words):
            return words.firstIndex(of: word).map { words.count > 1 ? Double($0) / Double(words.count - 1) : 1 }
        case .table(let values, let otherwise): return values[word] ?? otherwise
        case .plain, .linear, .target, .diminishing: return nil
        }
    }

    /// How much the value rises with one unit more of the attribute, where that is the same everywhere between its ends.
    ///
    /// - Units: 1 / attribute's unit. Nil for functions that are no straight line.
    public var slope: Double? {
        switch self {
        case .plain: 1
        case .linear(let from, let to): 1 / (to - from)
        case .target, .diminishing, .ordinal, .table: nil
        }
    }
}
