// SPDX-License-Identifier: Apache-2.0

import CKernels
import Shop

/// A requirement with the column it is asked of: it can be asked of all items at once.
struct BoundRequirement: Sendable {
    private enum Column {
        case numbers(NumberColumn, [ClosedRange<Double>])
        case codes(PagedColumn<WordCode>, [UInt8])
        case flags(FlagColumn, FlagCell)
        case lists(ListColumn, [UInt8], needed: Int, isBarred: Bool)
    }

    let requirement: Requirement
    let kind: AttributeKind
    private let column: Column

    /// The requirement, asked of a table whose attributes it must fit.
    ///
    /// - Parameter field: how the requirement is called in errors, such as `requirements[2]`.
    init(_ requirement: Requirement, in table: AttributeTable, field: String) throws(KnowledgeError) {
        self.requirement = requirement
        do throws(AttributeError) { kind = try table.kind(of: requirement.attribute) } catch {
            throw KnowledgeError(.unusableAttribute, fields: ["\(field).attribute"], error.message)
        }
        if let flaw = requirement.condition.flaw(for: kind, of: requirement.attribute) {
            throw KnowledgeError(
                flaw.code, fields: [flaw.code == .invalidValue ? "\(field).values" : field], flaw.reason)
        }
        do throws(AttributeError) { column = try Self.column(requirement, kind, table) } catch {
            throw KnowledgeError(.unusableAttribute, fields: ["\(field).attribute"], error.message)
        }
    }

    /// The column, where it is one of numbers.
    var numbers: NumberColumn? {
        if case .numbers(let column, _) = column { column } else { nil }
    }

    /// Whether it is asked of an item's words one by one, which takes the longest.
    var isSlow: Bool {
        if case .lists = column { true } else { false }
    }

    /// Whether one item meets the condition.
    func isMet(by item: ItemIndex) -> Bool {
        switch column {
        case .numbers(let column, let ranges):
            let number = column[item]
            return ranges.contains { $0.contains(number) }  // never for NaN, which stands for none
        case .codes(let cells, let table): return table[Int(cells[item].rawValue)] != 0
        case .flags(let column, let wanted): return column.cells[item] == wanted
        case .lists(let column, let table, let needed, let isBarred):
            let words = column.codes(of: item)
            let found = words.count { table[Int($0.rawValue)] != 0 }
            return isBarred ? !words.isEmpty && found == 0 : found >= needed
        }
    }

    /// Takes out the items that do not meet the condition; pages without items are not looked at.
    func narrow(_ items: inout ItemBits) {
        let pageWords = columnPageSize / 64
        items.words.withUnsafeMutableBufferPointer { words in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: pageWords) { met in
                for page in 0..<words.count / pageWords {
                    let kept = UnsafeMutableBufferPointer(rebasing: words[page * pageWords..<(page + 1) * pageWords])
                    if kept.allSatisfy({ $0 == 0 }) { continue }
                    met.initialize(repeating: 0)
                    select(page, among: UnsafeBufferPointer(kept), into: met)
                    for position in kept.indices { kept[position] &= met[position] }
                }
            }
        }
    }

    /// The items that meet the condition.
    ///
    /// - Complexity: O(items), of lists O(their words): one pass over one column.
    func bits(itemCount: Int) -> ItemBits {
        var bits = ItemBits.all(itemCount)
        narrow(&bits)
        return bits
    }
}

extension BoundRequirement {
    private static func column(
        _ requirement: Requirement, _ kind: AttributeKind, _ table: AttributeTable
    ) throws(AttributeError) -> Column {
        let (name, condition) = (requirement.attribute, requirement.condition)
        switch kind {
        case .number: return .numbers(try table.numbers(name), condition.ranges ?? [])
        case .flag:
            let cell: FlagCell = condition.isMet(by: .flag(true)) ? .yes : .no
            return .flags(try table.flags(name), cell)
        case .text:
            let column = try table.texts(name)
            return .codes(column.cells, textTable(condition, column.book))
        case .list: return listColumn(condition, try table.lists(name))
        case .category:
            let column = try table.categoryPaths()
            guard case .within(let path) = condition, let root = column.code(of: path) else {
                return .codes(column.cells, [UInt8](repeating: 0, count: column.book.count + 1))
            }
            return .codes(column.cells, column.descendants(of: root).map { $0 ? 1 : 0 })
        }
    }

    /// By word, whether it meets the condition; "no word" never does.
    private static func textTable(_ condition: Condition, _ book: CodeBook<String>) -> [UInt8] {
        if case .differs(.text(let barred)) = condition {
            var table = [UInt8](repeating: 1, count: book.count + 1)
            table[0] = 0
            if let code = book.code(of: barred) { table[Int(code.rawValue)] = 0 }
            return table
        }
        return table(of: condition.wantedWords ?? [], book)
    }

    private static func listColumn(_ condition: Condition, _ column: ListColumn) -> Column {
        switch condition {
        case .differs(.text(let barred)):
            return .lists(column, table(of: [barred], column.book), needed: 1, isBarred: true)
        case .hasAll(let words):
            return .lists(column, table(of: words, column.book), needed: Set(words).count, isBarred: false)
        default:
            return .lists(column, table(of: condition.wantedWords ?? [], column.book), needed: 1, isBarred: false)
        }
    }

    private static func table(of words: [String], _ book: CodeBook<String>) -> [UInt8] {
        var table = [UInt8](repeating: 0, count: book.count + 1)
        for word in words { if let code = book.code(of: word) { table[Int(code.rawValue)] = 1 } }
        return table
    }

    /// Sets the bits of one page's items, which are none yet; only those of `items` matter.
    private func select(
        _ page: Int, among items: UnsafeBufferPointer<UInt64>, into bits: UnsafeMutableBufferPointer<UInt64>
    ) {
        guard let target = bits.baseAddress else { return }
        switch column {
        case .numbers(let column, let ranges): select(column.cells.page(page), ranges, into: bits)
        case .codes(let cells, let table):
            cells.page(page).withUnsafeBytes { cells in
                guard let cells = cells.baseAddress?.assumingMemoryBound(to: UInt32.self) else { return }
                wicker_select_codes(cells, columnPageSize, table, target)
            }
        case .flags(let column, let wanted):
            column.cells.page(page).withUnsafeBytes { cells in
                guard let cells = cells.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
                wicker_select_byte(cells, columnPageSize, wanted.rawValue, target)
            }
        case .lists(let column, let table, let needed, let isBarred):
            let page = column.page(page)
            if page.starts.isEmpty { return }
            page.codes.withUnsafeBytes { codes in
                guard let codes = codes.baseAddress?.assumingMemoryBound(to: UInt32.self) else { return }
                wicker_select_lists(
                    page.starts, page.lengths, codes, columnPageSize, table, needed, items.baseAddress, target)
            }
            if isBarred { Self.turn(bits, page.lengths) }
        }
    }

    private func select(
        _ cells: [Double], _ ranges: [ClosedRange<Double>], into bits: UnsafeMutableBufferPointer<UInt64>
    ) {
        if cells.isEmpty { return }
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: bits.count) { part in
            for range in ranges {
                wicker_select_numbers(
                    cells, columnPageSize, range.lowerBound, range.upperBound, part.baseAddress)
                for position in bits.indices { bits[position] |= part[position] }
            }
        }
    }

    /// Items with words that do not have the one instead of those that have it.
    private static func turn(_ bits: UnsafeMutableBufferPointer<UInt64>, _ lengths: [UInt16]) {
        for (position, length) in lengths.enumerated() {
            let bit: UInt64 = 1 << UInt64(position % 64)
            bits[position / 64] = length == 0 ? bits[position / 64] & ~bit : bits[position / 64] ^ bit
        }
    }
}
