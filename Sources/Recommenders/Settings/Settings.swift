// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// The settings of one recommender, by name, as a recipe or a command line gave them.
///
/// A config takes each one out by name, kind and range; whatever is wrong is named together with the remedy.
public struct Settings: Sendable, Equatable {
    /// The values by name.
    public var values: [String: Setting]

    /// Settings by name; none means every default.
    public init(_ values: [String: Setting] = [:]) { self.values = values }

    /// Settings from `key=value` words, as `--set` gives them; `weights.view=1` sets one entry of a map.
    ///
    /// - Throws: `invalidSetting` for a word without a key or without an equals sign.
    public init(assignments: [String]) throws(RecommenderError) {
        values = [:]
        for assignment in assignments { try assign(assignment) }
    }

    private mutating func assign(_ assignment: String) throws(RecommenderError) {
        let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw RecommenderError(.invalidSetting, "“\(assignment)” is no setting: write name=value")
        }
        let value = Setting(parsing: String(parts[1]))
        let path = parts[0].split(separator: ".", maxSplits: 1).map(String.init)
        guard path.count == 2 else {
            values[String(parts[0])] = value
            return
        }
        var map: [String: Setting] = [:]
        if case .map(let earlier) = values[path[0]] { map = earlier }
        map[path[1]] = value
        values[path[0]] = .map(map)
    }

    /// Refuses names that are not in the list, pointing to the one that was probably meant.
    public func allow(only names: [String]) throws(RecommenderError) {
        for name in values.keys.sorted() where !names.contains(name) {
            throw RecommenderError(.invalidSetting, "unknown setting “\(name)”" + suggestion(for: name, among: names))
        }
    }

    /// A finite number within bounds; the default when it is not set.
    public func number(
        _ name: String, in range: ClosedRange<Double>, default standard: Double
    ) throws(RecommenderError) -> Double {
        try optionalNumber(name, in: range) ?? standard
    }

    /// A finite number within bounds; nil when it is not set.
    public func optionalNumber(
        _ name: String, in range: ClosedRange<Double>
    ) throws(RecommenderError) -> Double? {
        guard let value = values[name] else { return nil }
        guard case .number(let number) = value else { throw wrongKind(name, value, wanted: "a number") }
        guard range.contains(number) else {
            throw RecommenderError(
                .invalidSetting,
                "“\(name)” is \(number); it must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A whole number within bounds; the default when it is not set.
    public func integer(
        _ name: String, in range: ClosedRange<Int>, default standard: Int
    ) throws(RecommenderError) -> Int {
        try optionalInteger(name, in: range) ?? standard
    }

    /// A whole number within bounds; nil when it is not set.
    public func optionalInteger(_ name: String, in range: ClosedRange<Int>) throws(RecommenderError) -> Int? {
        guard let value = values[name] else { return nil }
        guard case .number(let number) = value, let whole = Int(exactly: number) else {
            throw wrongKind(name, value, wanted: "a whole number")
        }
        guard range.contains(whole) else {
            throw RecommenderError(
                .invalidSetting, "“\(name)” is \(whole); it must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return whole
    }

    /// Yes or no; the default when it is not set.
    public func flag(_ name: String, default standard: Bool) throws(RecommenderError) -> Bool {
        guard let value = values[name] else { return standard }
        guard case .flag(let flag) = value else { throw wrongKind(name, value, wanted: "true or false") }
        return flag
    }

    /// A word; nil when it is not set.
    public func text(_ name: String) throws(RecommenderError) -> String? {
        guard let value = values[name] else { return nil }
        guard case .text(let word) = value else { throw wrongKind(name, value, wanted: "a word") }
        return word
    }

    /// Words in order, a single one standing for a list of it; nil when it is not set.
    public func texts(_ name: String) throws(RecommenderError) -> [String]? {
        guard let value = values[name] else { return nil }
        if case .text(let word) = value { return [word] }
        guard case .list(let list) = value else { throw wrongKind(name, value, wanted: "a list of words") }
        var words: [String] = []
        for entry in list {
            guard case .text(let word) = entry else { throw wrongKind(name, entry, wanted: "a list of words") }
            words.append(word)
        }
        return words
    }

    /// One of an enumeration's words; the default when it is not set.
    public func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, default standard: Choice
    ) throws(RecommenderError) -> Choice where Choice.RawValue == String {
        guard let value = values[name] else { return standard }
        guard case .text(let word) = value else { throw wrongKind(name, value, wanted: "a word") }
        if let choice = Choice(rawValue: word) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        throw RecommenderError(
            .invalidSetting, "“\(name)” is “\(word)”" + suggestion(for: word, among: words))
    }

    /// Finite numbers by name; nil when it is not set.
    public func numbers(
        _ name: String, in range: ClosedRange<Double>
    ) throws(RecommenderError) -> [String: Double]? {
        guard let value = values[name] else { return nil }
        guard case .map(let map) = value else { throw wrongKind(name, value, wanted: "a map of numbers") }
        let inner = Settings(map)
        var numbers: [String: Double] = [:]
        for key in map.keys.sorted() { numbers[key] = try inner.optionalNumber(key, in: range) }
        return numbers
    }

    private func wrongKind(_ name: String, _ value: Setting, wanted: String) -> RecommenderError {
        RecommenderError(.invalidSetting, "“\(name)” is \(value.description); it must be \(wanted)")
    }
}
