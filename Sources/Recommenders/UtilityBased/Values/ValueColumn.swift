// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// A value function laid over one column of a catalogue: numbers are worked out where they stand, words are looked up
/// by their codes.
struct ValueColumn: Sendable {
    /// Where values come from; tables are by code, and hold at 0 what an item without a word is worth.
    enum Source: Sendable {
        case numbers(NumberColumn, ValueFunction)
        case flags(FlagColumn, [Double])
        case words(TextColumn, [Double])
        case lists(ListColumn, [Double])
        case categories(CategoryColumn, [Double])
    }

    let source: Source
    /// What an item without the attribute is worth; finite.
    let missing: Double

    /// - Throws: what is wrong with the criterion, which stands at that position.
    init(_ criterion: Criterion, at position: Int, of table: AttributeTable) throws(CriterionError) {
        try criterion.check(at: position)
        do throws(AttributeError) {
            let kind = try table.kind(of: criterion.attribute)
            if let reason = criterion.function.mismatch(with: kind, of: criterion.attribute) {
                throw AttributeError(.wrongKind, attribute: criterion.attribute, reason)
            }
            let standard = try criterion.function.standardMissing(criterion.attribute, kind, table)
            missing = criterion.missing ?? standard
            source = try Source(criterion, kind, missing: missing, table)
        } catch {
            let part = error.code == .wrongKind ? "function" : "attribute"
            throw CriterionError(position: position, part: part, reason: error.message)
        }
    }

    /// What the item's attribute is worth; finite as long as the attribute and the function's parameters are.
    func value(of item: ItemIndex) -> Double {
        switch source {
        case .numbers(let column, let function): return function.value(of: column[item]) ?? missing
        case .flags(let column, let table): return table[Int(column.cells[item].rawValue)]
        case .words(let column, let table): return table[Int(column.cells[item].rawValue)]
        case .categories(let column, let table): return table[Int(column.cells[item].rawValue)]
        case .lists(let column, let table):
            return column.codes(of: item).lazy.map { table[Int($0.rawValue)] }.max() ?? missing
        }
    }
}

extension ValueColumn.Source {
    init(
        _ criterion: Criterion, _ kind: AttributeKind, missing: Double, _ table: AttributeTable
    ) throws(AttributeError) {
        let (name, function) = (criterion.attribute, criterion.function)
        func values(of book: CodeBook<String>) -> [Double] {
            var values = [Double](repeating: function.unnamed ?? missing, count: book.count + 1)
            values[0] = missing
            for word in function.named {
                if let code = book.code(of: word) { values[Int(code.rawValue)] = function.value(of: word) ?? missing }
            }
            return values
        }
        switch kind {
        case .number: self = .numbers(try table.numbers(name), function)
        case .flag:
            let values = ["false", "true"].enumerated().map { number, word in
                (function.takesWords ? function.value(of: word) : function.value(of: Double(number))) ?? missing
            }
            self = .flags(try table.flags(name), [missing] + values)
        case .text:
            let column = try table.texts(name)
            self = .words(column, values(of: column.book))
        case .list:
            let column = try table.lists(name)
            self = .lists(column, values(of: column.book))
        case .category:
            let column = try table.categoryPaths()
            self = .categories(column, Self.values(of: column, function, missing: missing))
        }
    }

    /// A category that the function does not name is worth what the one above it is.
    private static func values(of column: CategoryColumn, _ function: ValueFunction, missing: Double) -> [Double] {
        let named = Set(function.named)
        var values = [missing]
        for node in column.book.words {
            let above = node.parent.isMissing ? function.unnamed ?? missing : values[Int(node.parent.rawValue)]
            values.append(named.contains(node.name) ? function.value(of: node.name) ?? above : above)
        }
        return values
    }
}

extension ValueFunction {
    /// Why the function does not go with attributes of that kind; nil when it does.
    func mismatch(with kind: AttributeKind, of name: String) -> String? {
        switch kind {
        case .number where takesWords:
            "“\(self.name)” takes words, but “\(name)” is a number: use linear, target, diminishing or plain"
        case .text, .list, .category:
            takesWords ? nil : "“\(self.name)” takes numbers, but “\(name)” is a \(kind): use ordinal or table"
        case .number, .flag: nil
        }
    }

    /// What an item without the attribute is worth unless the criterion says it.
    fileprivate func standardMissing(
        _ name: String, _ kind: AttributeKind, _ table: AttributeTable
    ) throws(AttributeError) -> Double {
        guard self == .plain, kind == .number else { return 0 }
        return try table.numbers(name).mean(itemCount: table.count) ?? 0
    }

    /// What words are worth that are not named; nil where they count as missing.
    fileprivate var unnamed: Double? {
        if case .table(_, let otherwise) = self { otherwise } else { nil }
    }

    /// The words it has a value for.
    fileprivate var named: [String] {
        switch self {
        case .ordinal(let words): words
        case .table(let values, _): Array(values.keys)
        case .plain, .linear, .target, .diminishing: []
        }
    }
}

extension Criterion {
    /// Refuses parameters that make no sense by themselves.
    func check(at position: Int) throws(CriterionError) {
        do throws(ValueFunction.Flaw) {
            try function.check()
        } catch {
            throw CriterionError(position: position, part: "function.\(error.parameter)", reason: error.reason)
        }
        if let missing, !missing.isFinite {
            throw CriterionError(position: position, part: "missing", reason: "is \(missing); it must be finite")
        }
    }
}

extension NumberColumn {
    /// The mean of the items that have a number; nil when none has.
    fileprivate func mean(itemCount: Int) -> Double? {
        guard cells.valueCount > 0 else { return nil }
        var sum = 0.0
        for start in stride(from: 0, to: itemCount, by: columnPageSize) {
            for number in cells.page(start / columnPageSize) where !number.isNaN {
                sum += number / Double(cells.valueCount)
            }
        }
        return sum
    }
}
