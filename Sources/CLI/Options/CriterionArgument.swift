// SPDX-License-Identifier: Apache-2.0

import Shop

/// A criterion as it is typed: `price:linear:100:0=2`.
struct CriterionArgument: Equatable {
    var criterion: Criterion

    /// - Throws: what is wrong with it, and how it is written.
    init(_ argument: String) throws(CommandError) {
        let halves = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2, !halves[0].isEmpty else {
            throw CommandError("it must be NAME:FUNCTION:PARAMETERS=WEIGHT, such as price:linear:100:0=2")
        }
        let (attribute, rest) = (halves[0], halves[1])
        // The number behind the last equals sign is the weight, unless a table needs it for its last word.
        if let equals = rest.lastIndex(of: "="), let weight = Double(rest[rest.index(after: equals)...]),
            let function = Self.function(String(rest[..<equals]))
        {
            criterion = Criterion(attribute: attribute, function: function, weight: weight)
        } else if let function = Self.function(rest) {
            criterion = Criterion(attribute: attribute, function: function)
        } else {
            throw Self.fault(in: rest)
        }
    }

    private static let forms = [
        "plain": "plain", "linear": "linear:FROM:TO, two numbers", "target": "target:AT:TOLERANCE, two numbers",
        "diminishing": "diminishing:FROM:HALF, two numbers", "ordinal": "ordinal:WORST,…,BEST",
        "table": "table:WORD=NUMBER,…",
    ]

    private static func fault(in text: String) -> CommandError {
        let name = String(text.prefix { $0 != ":" && $0 != "=" })
        guard let form = forms[name] else {
            return CommandError("“\(name)” is no function" + suggestion(for: name, among: Array(forms.keys)))
        }
        return CommandError("“\(text)” must be \(form), and =WEIGHT, a number, if it has one")
    }

    private static func function(_ text: String) -> ValueFunction? {
        let words = text.split(separator: ":", maxSplits: 1).map(String.init)
        return words.first.flatMap { function($0, words.count > 1 ? words[1] : "") }
    }

    private static func function(_ name: String, _ parameters: String) -> ValueFunction? {
        let parts = parameters.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let numbers = parts.compactMap { Double($0) }
        let pair = numbers.count == 2 && parts.count == 2 ? (numbers[0], numbers[1]) : nil
        switch name {
        case "plain": return parameters.isEmpty ? .plain : nil
        case "linear": return pair.map { .linear(from: $0, to: $1) }
        case "target": return pair.map { .target(at: $0, tolerance: $1) }
        case "diminishing": return pair.map { .diminishing(from: $0, half: $1) }
        case "ordinal": return parameters.isEmpty ? nil : .ordinal(parameters.split(separator: ",").map(String.init))
        case "table": return table(parameters)
        default: return nil
        }
    }

    /// Words with their values; `*` is every other word.
    private static func table(_ text: String) -> ValueFunction? {
        var values: [String: Double] = [:]
        for entry in text.split(separator: ",") {
            guard let equals = entry.lastIndex(of: "="), let value = Double(entry[entry.index(after: equals)...]) else {
                return nil
            }
            values[String(entry[..<equals])] = value
        }
        let otherwise = values.removeValue(forKey: "*") ?? 0
        return values.isEmpty ? nil : .table(values, otherwise: otherwise)
    }
}
