// SPDX-License-Identifier: Apache-2.0

import Shop

extension Condition {
    /// What is wrong with the condition for an attribute of that kind; nil when nothing is.
    func flaw(for kind: AttributeKind, of attribute: String) -> (code: KnowledgeError.Code, reason: String)? {
        if let reason = flawOfValues { return (.invalidValue, reason) }
        return suits(kind)
            ? nil : (.wrongKind, "“\(self)” cannot be asked of \(attribute), a \(kind): \(Self.remedy(kind))")
    }

    private var flawOfValues: String? {
        if numbers.contains(where: { !$0.isFinite }) { return "a number must be finite" }
        switch self {
        case .between(let lower, let upper) where lower > upper: return "the first number is above the second"
        case .near(_, let tolerance) where tolerance <= 0: return "the tolerance must be above 0"
        case .oneOf(let values): return Self.flaw(ofCount: values.count)
        case .hasAny(let words), .hasAll(let words): return Self.flaw(ofCount: words.count)
        case .within(let path):
            return (1...Limits.categoryDepth).contains(path.count)
                ? nil : "a category has 1 to \(Limits.categoryDepth) levels"
        default: return nil
        }
    }

    private static func flaw(ofCount count: Int) -> String? {
        (1...Limits.listCount).contains(count) ? nil : "\(count) values; 1 to \(Limits.listCount) are needed"
    }

    private var numbers: [Double] {
        switch self {
        case .equals(.number(let number)), .differs(.number(let number)), .compares(_, let number): [number]
        case .between(let lower, let upper): [lower, upper]
        case .near(let target, let tolerance): [target, tolerance]
        case .oneOf(let values): values.compactMap { if case .number(let number) = $0 { number } else { nil } }
        default: []
        }
    }

    private func suits(_ kind: AttributeKind) -> Bool {
        switch self {
        case .equals(let value), .differs(let value): Self.suits(value, kind)
        case .oneOf(let values): kind != .flag && values.allSatisfy { Self.suits($0, kind) }
        case .compares, .between, .near: kind == .number
        case .hasAny, .hasAll: kind == .list
        case .within: kind == .category
        }
    }

    private static func suits(_ value: AttributeValue, _ kind: AttributeKind) -> Bool {
        switch value {
        case .number: kind == .number
        case .text: kind == .text || kind == .list
        case .flag: kind == .flag
        case .list: false
        }
    }

    private static func remedy(_ kind: AttributeKind) -> String {
        switch kind {
        case .number: "compare it with numbers"
        case .text: "compare it with texts by =, != or in"
        case .flag: "compare it with true or false by = or !="
        case .list: "ask for its words by has any, has all, =, != or in"
        case .category: "ask for a path by within"
        }
    }
}

extension Condition {
    /// The numbers that meet the condition, as ranges; nil when it is not one on numbers.
    var ranges: [ClosedRange<Double>]? {
        switch self {
        case .equals(.number(let number)): [number...number]
        case .differs(.number(let number)): [-.infinity...number.nextDown, number.nextUp...Double.infinity]
        case .compares(.less, let bound): [-.infinity...bound.nextDown]
        case .compares(.atMost, let bound): [-.infinity...bound]
        case .compares(.more, let bound): [bound.nextUp...Double.infinity]
        case .compares(.atLeast, let bound): [bound...Double.infinity]
        case .between(let lower, let upper): [lower...upper]
        case .near(let target, let tolerance): [target - tolerance...target + tolerance]
        case .oneOf(let values):
            values.compactMap { if case .number(let number) = $0 { number...number } else { nil } }
        default: nil
        }
    }

    /// Whether a value meets the condition.
    ///
    /// A category is the list of its path; no value meets none.
    func isMet(by value: AttributeValue?) -> Bool {
        switch (value, self) {
        case (.number(let number), _): ranges?.contains { $0.contains(number) } ?? false
        case (.flag(let flag), .equals(.flag(let wanted))): flag == wanted
        case (.flag(let flag), .differs(.flag(let barred))): flag != barred
        case (.text(let text), .differs(.text(let barred))): text != barred
        case (.text(let text), _): wantedWords?.contains(text) ?? false
        case (.list(let path), .within(let root)): path.starts(with: root)
        case (.list(let words), .hasAll(let wanted)): wanted.allSatisfy(words.contains)
        case (.list(let words), .differs(.text(let barred))): !words.isEmpty && !words.contains(barred)
        case (.list(let words), _): words.contains { wantedWords?.contains($0) ?? false }
        default: false
        }
    }

    /// The words of which one is enough; nil when the condition is of another sort.
    var wantedWords: [String]? {
        switch self {
        case .equals(.text(let text)): [text]
        case .oneOf(let values): values.compactMap { if case .text(let text) = $0 { text } else { nil } }
        case .hasAny(let words): words
        default: nil
        }
    }
}
