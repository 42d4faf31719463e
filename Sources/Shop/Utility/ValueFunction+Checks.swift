// SPDX-License-Identifier: Apache-2.0

extension ValueFunction {
    /// A parameter that makes no sense: which one, and why.
    public struct Flaw: Error, Sendable, Hashable {
        /// The parameter's name, such as `tolerance`.
        public var parameter: String
        /// What is wrong with it, and the remedy.
        public var reason: String
    }

    /// Refuses parameters with which no value could be computed.
    public func check() throws(Flaw) {
        switch self {
        case .plain: break
        case .linear(let from, let to):
            try Self.check([("from", from), ("to", to)])
            if from == to { throw Flaw(parameter: "to", reason: "is \(to), as “from” is; give it another number") }
        case .target(let at, let tolerance):
            try Self.check([("at", at), ("tolerance", tolerance)])
            try Self.checkPositive("tolerance", tolerance)
        case .diminishing(let from, let half):
            try Self.check([("from", from), ("half", half)])
            try Self.checkPositive("half", half)
        case .ordinal(let words): try Self.check(words)
        case .table(let values, let otherwise):
            try Self.check([("otherwise", otherwise)] + values.sorted { $0.key < $1.key }.map { ("values", $0.value) })
            if values.isEmpty { throw Flaw(parameter: "values", reason: "is empty; give words and their values") }
            if values.count > Limits.listCount {
                throw Flaw(parameter: "values", reason: "has \(values.count) words; the most is \(Limits.listCount)")
            }
        }
    }

    private static func check(_ words: [String]) throws(Flaw) {
        if words.isEmpty { throw Flaw(parameter: "words", reason: "is empty; give words from the worst to the best") }
        if words.count > Limits.listCount {
            throw Flaw(parameter: "words", reason: "has \(words.count) words; the most is \(Limits.listCount)")
        }
        var seen: Set<String> = []
        for word in words where !seen.insert(word).inserted {
            throw Flaw(parameter: "words", reason: "names “\(word)” twice; give every word one place")
        }
    }

    private static func check(_ numbers: [(name: String, number: Double)]) throws(Flaw) {
        for (name, number) in numbers where !number.isFinite {
            throw Flaw(parameter: name, reason: "is \(number); it must be a finite number")
        }
    }

    private static func checkPositive(_ name: String, _ number: Double) throws(Flaw) {
        if number <= 0 { throw Flaw(parameter: name, reason: "is \(number); it must be above 0") }
    }
}
