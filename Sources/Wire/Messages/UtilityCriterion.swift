// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
import Shop

extension Criterion: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__UtilityCriterion>) {
        wicker__v1__utility_criterion__init(raw)
    }

    init(_ raw: Wicker__V1__UtilityCriterion, _ reader: FieldReader) throws(FieldError) {
        guard raw.attribute.len > 0 else {
            throw FieldError("attribute", "required; an attribute of the items, or a field such as price")
        }
        self.init(
            attribute: try reader.text(raw.attribute, "attribute", atMost: Limits.nameByteCount),
            function: try ValueFunction(raw, reader),
            missing: try Self.finite(raw.has_missing, raw.missing, "missing"),
            weight: try Self.finite(raw.has_weight, raw.weight, "weight"))
    }

    func write(to raw: inout Wicker__V1__UtilityCriterion, in arena: Arena) {
        (raw.has_attribute, raw.attribute) = arena.field(attribute)
        (raw.has_function, raw.function) = arena.field(function.name)
        (raw.has_missing, raw.missing) = arena.field(missing)
        (raw.has_weight, raw.weight) = arena.field(weight)
        function.write(to: &raw, in: arena)
    }

    private static func finite(
        _ isPresent: protobuf_c_boolean, _ number: Double, _ field: StaticString
    ) throws(FieldError) -> Double? {
        guard isPresent != 0 else { return nil }
        guard number.isFinite else { throw FieldError(field, "\(number); use a finite number") }
        return number
    }
}

extension ValueFunction {
    fileprivate init(_ raw: Wicker__V1__UtilityCriterion, _ reader: FieldReader) throws(FieldError) {
        let name = try reader.text(raw.function, "function", atMost: Limits.nameByteCount)
        switch name {
        case "plain": self = .plain
        case "linear":
            self = .linear(
                from: try Self.needed(raw.has_from, raw.from, "from"), to: try Self.needed(raw.has_to, raw.to, "to"))
        case "target":
            self = .target(
                at: try Self.needed(raw.has_at, raw.at, "at"),
                tolerance: try Self.needed(raw.has_tolerance, raw.tolerance, "tolerance"))
        case "diminishing":
            self = .diminishing(
                from: raw.has_from != 0 ? raw.from : 0, half: try Self.needed(raw.has_half, raw.half, "half"))
        case "ordinal": self = .ordinal(try Self.words(raw, reader))
        case "table": self = .table(try Self.table(raw, reader), otherwise: raw.has_otherwise != 0 ? raw.otherwise : 0)
        default:
            throw FieldError(
                "function",
                name.isEmpty
                    ? "required; one of \(Self.names.joined(separator: ", "))"
                    : "“\(name)”" + suggestion(for: name, among: Self.names))
        }
        do throws(Flaw) { try check() } catch { throw FieldError(error.parameter, error.reason) }
    }

    fileprivate func write(to raw: inout Wicker__V1__UtilityCriterion, in arena: Arena) {
        switch self {
        case .plain: break
        case .linear(let from, let to):
            (raw.has_from, raw.from) = (1, from)
            (raw.has_to, raw.to) = (1, to)
        case .target(let at, let tolerance):
            (raw.has_at, raw.at) = (1, at)
            (raw.has_tolerance, raw.tolerance) = (1, tolerance)
        case .diminishing(let from, let half):
            (raw.has_from, raw.from) = (1, from)
            (raw.has_half, raw.half) = (1, half)
        case .ordinal(let words): (raw.n_words, raw.words) = arena.list(words)
        case .table(let values, let otherwise):
            let words = values.keys.sorted()
            (raw.n_words, raw.words) = arena.list(words)
            (raw.n_values, raw.values) = arena.list(words.map { values[$0] ?? 0 })
            (raw.has_otherwise, raw.otherwise) = (1, otherwise)
        }
    }

    private static func needed(
        _ isPresent: protobuf_c_boolean, _ number: Double, _ field: StaticString
    ) throws(FieldError) -> Double {
        guard isPresent != 0 else { throw FieldError(field, "required by the function; give a number") }
        return number
    }

    private static func words(
        _ raw: Wicker__V1__UtilityCriterion, _ reader: FieldReader
    ) throws(FieldError) -> [String] {
        try reader.texts(raw.words, raw.n_words, "words", atMost: Limits.listCount, of: Limits.textByteCount)
    }

    private static func table(
        _ raw: Wicker__V1__UtilityCriterion, _ reader: FieldReader
    ) throws(FieldError) -> [String: Double] {
        let words = try words(raw, reader)
        let values = reader.numbers(raw.values, raw.n_values)
        guard words.count == values.count else {
            throw FieldError("values", "\(values.count) of them for \(words.count) words; give one a word")
        }
        var table: [String: Double] = [:]
        for (word, value) in zip(words, values) where table.updateValue(value, forKey: word) != nil {
            throw FieldError("words", "names “\(word)” twice; give every word one value")
        }
        return table
    }
}

extension FieldReader {
    /// Numbers as they come.
    func numbers(_ start: UnsafeMutablePointer<Double>?, _ count: Int) -> [Double] {
        Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}

extension Arena {
    /// Numbers.
    func list(_ numbers: [Double]) -> (Int, UnsafeMutablePointer<Double>?) {
        guard !numbers.isEmpty else { return (0, nil) }
        let start = allocate(Double.self, count: numbers.count)
        start.initialize(from: numbers, count: numbers.count)
        return (numbers.count, start)
    }
}
