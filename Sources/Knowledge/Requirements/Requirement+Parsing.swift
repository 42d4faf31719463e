// SPDX-License-Identifier: Apache-2.0

import Shop

extension Requirement {
    /// A requirement as people write it: a name, what is asked, and what it is compared with.
    ///
    /// ```
    /// price<50   price >= 10   price between 10..50   weight near 200~50   colour=red   colour!=red   colour in red,blue
    /// tags has a   tags has any a,b   tags has all a,b   category within Photo>Cameras   organic=true   size="42"
    /// ```
    /// A value that reads as a number is one, `true` and `false` are flags, the rest is text; quotes make anything text.
    ///
    /// - Throws: ``KnowledgeError``, saying what could be written instead.
    public init(parsing written: String) throws(KnowledgeError) {
        let text = Substring(written).trimmed
        let end = text.firstIndex { " =!<>".contains($0) } ?? text.endIndex
        let name = String(text[..<end])
        let rest = text[end...].trimmed
        guard !name.isEmpty, let condition = try Condition(parsing: rest) else {
            throw KnowledgeError(
                .invalidValue,
                "“\(written)” is no requirement; write for example price<50, colour in red,blue, weight near 200~50, "
                    + "price between 10..50, tags has any a,b or category within Photo>Cameras")
        }
        self.init(name, condition)
    }
}

extension Condition {
    /// Nil for what is no condition at all.
    fileprivate init?(parsing text: Substring) throws(KnowledgeError) {
        if let value = text.after("!=") {
            self = .differs(AttributeValue(written: value))
        } else if let bound = Self.comparison(text) {
            self = .compares(bound.0, try Self.number(bound.1))
        } else if let value = text.after("=") {
            self = .equals(AttributeValue(written: value))
        } else if let list = text.after("in ") {
            self = .oneOf(list.parts.map(AttributeValue.init(written:)))
        } else if let bounds = text.after("between ") {
            let (lower, upper) = try Self.pair(bounds, "..")
            self = .between(lower, upper)
        } else if let target = text.after("near ") {
            let (target, tolerance) = try Self.pair(target, "~")
            self = .near(target, tolerance: tolerance)
        } else if let path = text.after("within ") {
            self = .within(path.split(separator: ">").map { String($0.trimmed) })
        } else if let words = text.after("has all ") {
            self = .hasAll(words.parts.map { String($0.unquoted) })
        } else if let words = text.after("has any ") ?? text.after("has ") {
            self = .hasAny(words.parts.map { String($0.unquoted) })
        } else {
            return nil
        }
    }

    private static func comparison(_ text: Substring) -> (Comparison, Substring)? {
        for comparison in [Comparison.atMost, .atLeast, .less, .more] {
            if let bound = text.after(comparison.rawValue) { return (comparison, bound) }
        }
        return nil
    }

    private static func pair(_ text: Substring, _ separator: String) throws(KnowledgeError) -> (Double, Double) {
        guard let place = text.firstRange(of: separator) else {
            throw KnowledgeError(.invalidValue, "“\(text)” needs two numbers with \(separator) between them")
        }
        return (try number(text[..<place.lowerBound].trimmed), try number(text[place.upperBound...].trimmed))
    }

    private static func number(_ text: Substring) throws(KnowledgeError) -> Double {
        guard let number = Double(text), number.isFinite else {
            throw KnowledgeError(.invalidValue, "“\(text)” is no finite number")
        }
        return number
    }
}

extension AttributeValue {
    /// A value as it is written: a number, `true` or `false`, or a text, which may stand in quotes.
    init(written text: Substring) {
        if text == "true" || text == "false" {
            self = .flag(text == "true")
        } else if let number = Double(text), number.isFinite {
            self = .number(number)
        } else {
            self = .text(String(text.unquoted))
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }

    /// What stands behind a beginning, without spaces around it; nil when it does not begin so.
    fileprivate func after(_ beginning: String) -> Substring? {
        hasPrefix(beginning) ? dropFirst(beginning.count).trimmed : nil
    }

    /// What stands between commas.
    fileprivate var parts: [Substring] { split(separator: ",").map(\.trimmed) }

    /// Without the quotes around it, if there are any.
    fileprivate var unquoted: Substring {
        count >= 2 && first == "\"" && last == "\"" ? dropFirst().dropLast() : self
    }
}
