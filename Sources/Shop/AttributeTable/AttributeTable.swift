// SPDX-License-Identifier: Apache-2.0

/// The catalogue's attributes as columns by item index, for questions that look at every item.
///
/// A value with cheap copies, like `Catalogue`: a request keeps the one it began with, and a changed item copies a page
/// of each column that it changes. Beside the shop's own attributes, an item's fields are attributes with fixed names
/// (`ItemField`). What does not fit the bounds is left out, and `schema` says so.
///
/// - Complexity: reading a value O(1); adding an item O(its values), changing one O(columns).
public struct AttributeTable: Sendable {
    /// Where an attribute's column is.
    struct Place: Sendable {
        var kind: AttributeKind
        var position: Int
    }

    /// Names of left-out attributes that are remembered.
    private static let omissionLimit = 256

    let bounds: AttributeBounds
    private(set) var places: [String: Place] = [:]
    private(set) var omissions: [String: OmissionReason] = [:]
    private(set) var hiddenByFields: Set<String> = []
    private(set) var numbers: [NumberColumn] = []
    private(set) var flags: [FlagColumn] = []
    private(set) var texts: [TextColumn] = []
    private(set) var lists: [ListColumn] = []
    private(set) var categories = CategoryColumn()
    private var wordCount = 0
    private var wordsOfUpdates = 0

    /// Number of items known.
    public private(set) var count = 0

    /// Whether reading all items anew may bring back an attribute that updates made unusable.
    public private(set) var wantsReload = false

    /// No items.
    public init(bounds: AttributeBounds = .standard) { self.bounds = bounds }

    /// Adds the next item, whose index is the count before; nil for one that was taken out.
    public mutating func append(_ item: Item?) {
        let index = ItemIndex(rawValue: UInt32(count))
        count += 1
        guard let item else { return }
        setCategory(item.category, at: index)
        item.forEachValue { set($1, named: $0, at: index) }
        noteHidden(item)
    }

    /// Replaces what is known of an item, which must be one of this table's; nil when it was taken out.
    public mutating func update(_ index: ItemIndex, _ item: Item?) {
        precondition(Int(index.rawValue) < count, "item \(index.rawValue) of \(count)")
        let wordsBefore = wordCount
        let omittedBefore = omissions.count
        setCategory(item?.category ?? [], at: index)
        var values: [String: AttributeValue] = [:]
        item?.forEachValue { values[$0] = $1 }
        item.map { noteHidden($0) }
        for (name, place) in places { set(values.removeValue(forKey: name), named: name, place, at: index) }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) { set(value, named: name, at: index) }
        wordsOfUpdates += wordCount - wordsBefore
        let mayFit = omissions.count > omittedBefore && wordsOfUpdates > bounds.wordCount / 4
        wantsReload = wantsReload || mayFit || hasOutvotedKind(among: item)
    }

    /// Whether an attribute of the item is of a kind that no item has any more.
    private func hasOutvotedKind(among item: Item?) -> Bool {
        guard let item else { return false }
        return item.attributes.keys.contains { name in
            guard let report = report(named: name) else { return false }
            return report.valueCount == 0 && report.strays.count == 1
        }
    }

    /// Remembers attributes that have the name of a field, which stands in their way.
    private mutating func noteHidden(_ item: Item) {
        for field in ItemField.allCases where item.attributes[field.rawValue] != nil {
            hiddenByFields.insert(field.rawValue)
        }
    }

    private mutating func setCategory(_ path: [String], at item: ItemIndex) {
        let field = ItemField.category.rawValue
        if omissions[field] != nil { return }
        let before = categories.book.count
        if !categories.set(path, at: item, wordLimit: wordLimit(over: before)) { omit(field, .tooManyWords) }
        wordCount += categories.book.count - before
    }

    /// Sets a value of an attribute that may be new.
    private mutating func set(_ value: AttributeValue, named name: String, at item: ItemIndex) {
        if let place = places[name] { return set(value, named: name, place, at: item) }
        if omissions[name] != nil || value.isEmpty { return }
        let isFull = places.count >= bounds.attributeCount + ItemField.allCases.count
        if isFull || omissions.count >= Self.omissionLimit, ItemField(rawValue: name) == nil {
            return omit(name, .tooManyNames)
        }
        let place = makeColumn(AttributeKind(of: value))
        places[name] = place
        set(value, named: name, place, at: item)
    }

    private mutating func makeColumn(_ kind: AttributeKind) -> Place {
        switch kind {
        case .number:
            numbers.append(NumberColumn())
            return Place(kind: kind, position: numbers.count - 1)
        case .flag:
            flags.append(FlagColumn())
            return Place(kind: kind, position: flags.count - 1)
        case .text:
            texts.append(TextColumn())
            return Place(kind: kind, position: texts.count - 1)
        case .list:
            lists.append(ListColumn())
            return Place(kind: kind, position: lists.count - 1)
        case .category: preconditionFailure("there is one column of categories")
        }
    }

    private mutating func set(_ value: AttributeValue?, named name: String, _ place: Place, at item: ItemIndex) {
        let value = value.flatMap { $0.isEmpty ? nil : $0 }
        let kind = value.map(AttributeKind.init(of:))
        let stray = kind == place.kind ? nil : kind
        let position = place.position
        switch place.kind {
        case .number:
            numbers[position].cells.set(value?.number ?? .missing, at: item)
            numbers[position].strays.set(stray, at: item)
        case .flag:
            flags[position].cells.set(value?.flag ?? .missing, at: item)
            flags[position].strays.set(stray, at: item)
        case .text: setWord(stray == nil ? value : nil, named: name, position, stray, at: item)
        case .list: setWords(stray == nil ? value : nil, named: name, position, stray, at: item)
        case .category: break
        }
    }

    private mutating func setWord(
        _ value: AttributeValue?, named name: String, _ position: Int, _ stray: AttributeKind?, at item: ItemIndex
    ) {
        texts[position].strays.set(stray, at: item)
        let word = value?.words.first
        if let word, word.utf8.count > bounds.wordByteCount { return omit(name, .longWord) }
        let before = texts[position].book.count
        let hasRoom = texts[position].set(word, at: item, wordLimit: wordLimit(over: before))
        wordCount += texts[position].book.count - before
        if !hasRoom { omit(name, .tooManyWords) }
    }

    private mutating func setWords(
        _ value: AttributeValue?, named name: String, _ position: Int, _ stray: AttributeKind?, at item: ItemIndex
    ) {
        lists[position].strays.set(stray, at: item)
        let words = value?.words ?? []
        if words.contains(where: { $0.utf8.count > bounds.wordByteCount }) { return omit(name, .longWord) }
        let before = lists[position].book.count
        let hasRoom = lists[position].set(words, at: item, wordLimit: wordLimit(over: before))
        wordCount += lists[position].book.count - before
        if !hasRoom { omit(name, .tooManyWords) }
    }

    /// The most words that a book which has so many may have.
    private func wordLimit(over count: Int) -> Int {
        min(bounds.wordsPerAttribute, count + max(0, bounds.wordCount - wordCount))
    }

    /// Leaves an attribute out, and lets its column's memory go.
    private mutating func omit(_ name: String, _ reason: OmissionReason) {
        if omissions.count < Self.omissionLimit || places[name] != nil { omissions[name] = reason }
        if name == ItemField.category.rawValue {
            wordCount -= categories.book.count
            categories = CategoryColumn()
        }
        guard let place = places.removeValue(forKey: name) else { return }
        switch place.kind {
        case .text:
            wordCount -= texts[place.position].book.count
            texts[place.position] = TextColumn()
        case .list:
            wordCount -= lists[place.position].book.count
            lists[place.position] = ListColumn()
        case .number, .flag, .category: break
        }
    }
}
