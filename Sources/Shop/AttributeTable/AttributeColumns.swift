// SPDX-License-Identifier: Apache-2.0

/// An attribute that is a number: price, stock, a weight, a year.
public struct NumberColumn: Sendable {
    /// The numbers by item; NaN where an item has none.
    public internal(set) var cells = PagedColumn<Double>()
    var strays = Strays()

    /// An item's number; NaN for none.
    public subscript(item: ItemIndex) -> Double { cells[item] }
}

/// An attribute that is yes or no.
public struct FlagColumn: Sendable {
    /// The answers by item.
    public internal(set) var cells = PagedColumn<FlagCell>()
    var strays = Strays()

    /// An item's answer; nil for none.
    public subscript(item: ItemIndex) -> Bool? {
        let cell = cells[item]
        return cell.isMissing ? nil : cell == .yes
    }
}

/// An attribute that is one word: brand, colour.
public struct TextColumn: Sendable {
    /// The attribute's words and their numbers.
    public private(set) var book = CodeBook<String>()
    /// The words by item.
    public private(set) var cells = PagedColumn<WordCode>()
    var strays = Strays()

    /// An item's word; nil for none.
    public subscript(item: ItemIndex) -> String? { book.word(of: cells[item]) }

    /// Whether there was room for the word; nil takes the item's word away.
    mutating func set(_ word: String?, at item: ItemIndex, wordLimit: Int) -> Bool {
        guard let word, !word.isEmpty else {
            cells.set(.missing, at: item)
            return true
        }
        guard let code = book.add(word, limit: wordLimit) else { return false }
        cells.set(code, at: item)
        return true
    }
}

/// An attribute that is a set of words: tags, genres.
public struct ListColumn: Sendable {
    private var pages: [ListPage] = []
    /// The attribute's words and their numbers.
    public private(set) var book = CodeBook<String>()
    /// Number of items that have a word.
    public private(set) var valueCount = 0
    var strays = Strays()

    /// The words of the items from `number * columnPageSize` on.
    public func page(_ number: Int) -> ListPage { number < pages.count ? pages[number] : ListPage() }

    /// An item's words' numbers, ascending.
    public func codes(of item: ItemIndex) -> ArraySlice<WordCode> {
        let (number, offset) = (Int(item.rawValue) / columnPageSize, Int(item.rawValue) % columnPageSize)
        return number < pages.count ? pages[number].words(at: offset) : []
    }

    /// An item's words, in the order in which the catalogue came to know them.
    public subscript(item: ItemIndex) -> [String] { codes(of: item).compactMap(book.word) }

    /// Whether there was room for the words; none takes the item's words away.
    mutating func set(_ words: [String], at item: ItemIndex, wordLimit: Int) -> Bool {
        var codes: [WordCode] = []
        codes.reserveCapacity(words.count)
        for word in words where !word.isEmpty {
            guard let code = book.add(word, limit: wordLimit) else { return false }
            codes.append(code)
        }
        codes.sort()
        write(codes.withoutRepeats, at: item)
        return true
    }

    private mutating func write(_ codes: [WordCode], at item: ItemIndex) {
        let before = self.codes(of: item)
        if before.elementsEqual(codes) { return }
        valueCount += (codes.isEmpty ? 0 : 1) - (before.isEmpty ? 0 : 1)
        let (number, offset) = (Int(item.rawValue) / columnPageSize, Int(item.rawValue) % columnPageSize)
        while pages.count <= number { pages.append(ListPage()) }
        pages[number].set(codes, at: offset)
    }
}

/// How many items have a value of another kind than their attribute's, and which.
struct Strays: Sendable {
    private var cells = PagedColumn<StrayCell>()
    /// Items by kind of the value they have.
    private(set) var counts: [AttributeKind: Int] = [:]

    mutating func set(_ kind: AttributeKind?, at item: ItemIndex) {
        let before = cells[item]
        if before.rawValue == kind?.rawValue ?? 0 { return }
        if let old = AttributeKind(rawValue: before.rawValue) {
            counts[old, default: 0] -= 1
            if counts[old] == 0 { counts[old] = nil }
        }
        if let kind { counts[kind, default: 0] += 1 }
        cells.set(StrayCell(rawValue: kind?.rawValue ?? 0), at: item)
    }
}

extension [WordCode] {
    /// A sorted array's elements once each.
    fileprivate var withoutRepeats: [WordCode] {
        var kept: [WordCode] = []
        kept.reserveCapacity(count)
        for code in self where kept.last != code { kept.append(code) }
        return kept
    }
}
