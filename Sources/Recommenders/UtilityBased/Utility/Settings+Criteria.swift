// SPDX-License-Identifier: Apache-2.0

internal import Shop

extension Settings {
    /// Criteria by attribute: a function's name, or a map of `function`, its parameters and `missing`.
    ///
    /// - Returns: in ascending order of the attributes' names.
    func criteria(_ name: String) throws(RecommenderError) -> [Criterion] {
        guard let value = values[name] else { return [] }
        guard case .map(let map) = value else {
            throw RecommenderError(
                .invalidSetting,
                "“\(name)” is \(value.description); it must be a map, such as {price: plain, brand: {function: table, …}}"
            )
        }
        guard map.count <= Criterion.limit else {
            throw RecommenderError(
                .invalidSetting, "“\(name)” has \(map.count) attributes; the most is \(Criterion.limit)")
        }
        var criteria: [Criterion] = []
        for attribute in map.keys.sorted() {
            guard let setting = map[attribute] else { continue }
            do throws(RecommenderError) {
                criteria.append(try Self.criterion(attribute, setting))
            } catch {
                throw RecommenderError(error.code, "“\(name).\(attribute)”: \(error.message)")
            }
        }
        return criteria
    }

    private static func criterion(
        _ attribute: String, _ setting: Setting
    ) throws(RecommenderError) -> Criterion {
        var settings = Settings(["function": setting])
        if case .map(let map) = setting { settings = Settings(map) }
        let function = try settings.valueFunction()
        do throws(ValueFunction.Flaw) {
            try function.check()
        } catch {
            throw RecommenderError(.invalidSetting, "“\(error.parameter)” \(error.reason)")
        }
        return Criterion(
            attribute: attribute, function: function, missing: try settings.optionalNumber("missing", in: -1e12...1e12))
    }

    private func valueFunction() throws(RecommenderError) -> ValueFunction {
        guard let word = try word("function") else {
            throw RecommenderError(
                .invalidSetting, "“function” is not set; known are \(ValueFunction.names.joined(separator: ", "))")
        }
        switch word {
        case "plain":
            try allow(only: ["function", "missing"])
            return .plain
        case "linear":
            try allow(only: ["function", "missing", "from", "to"])
            return .linear(from: try needed("from"), to: try needed("to"))
        case "target":
            try allow(only: ["function", "missing", "at", "tolerance"])
            return .target(at: try needed("at"), tolerance: try needed("tolerance"))
        case "diminishing":
            try allow(only: ["function", "missing", "from", "half"])
            return .diminishing(from: try number("from", in: -1e12...1e12, default: 0), half: try needed("half"))
        case "ordinal":
            try allow(only: ["function", "missing", "words"])
            return .ordinal(try words("words"))
        case "table":
            try allow(only: ["function", "missing", "values", "otherwise"])
            return .table(
                try numbers("values", in: -1e12...1e12) ?? [:],
                otherwise: try number("otherwise", in: -1e12...1e12, default: 0))
        default:
            throw RecommenderError(
                .invalidSetting, "“function” is “\(word)”" + suggestion(for: word, among: ValueFunction.names))
        }
    }

    private func needed(_ name: String) throws(RecommenderError) -> Double {
        guard let number = try optionalNumber(name, in: -1e12...1e12) else {
            throw RecommenderError(.invalidSetting, "“\(name)” is not set; give a number")
        }
        return number
    }

    /// A word; nil when it is not set.
    func word(_ name: String) throws(RecommenderError) -> String? {
        guard let value = values[name] else { return nil }
        guard case .text(let word) = value, !word.isEmpty else {
            throw RecommenderError(.invalidSetting, "“\(name)” is \(value.description); it must be a word")
        }
        return word
    }

    private func words(_ name: String) throws(RecommenderError) -> [String] {
        guard case .list(let list)? = values[name] else {
            throw RecommenderError(.invalidSetting, "“\(name)” must be a list of words, from the worst to the best")
        }
        return try list.map { entry throws(RecommenderError) in
            switch entry {
            case .text(let word): return word
            case .flag(let flag): return flag.description
            case .number, .list, .map:
                throw RecommenderError(.invalidSetting, "“\(name)” holds \(entry.description); write words in quotes")
            }
        }
    }
}
