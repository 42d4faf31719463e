// SPDX-License-Identifier: Apache-2.0

extension AttributeTable {
    /// The kind of an attribute that can be used.
    ///
    /// - Throws: `unknown`, saying which name was probably meant; `mixedKinds`; `leftOut`.
    public func kind(of name: String) throws(AttributeError) -> AttributeKind {
        if let reason = omissions[name] {
            throw AttributeError(.leftOut, attribute: name, "“\(name)” \(reason)")
        }
        if name == ItemField.category.rawValue { return .category }
        guard let place = places[name] else {
            if let field = ItemField(rawValue: name) { return field.kind }
            throw AttributeError(
                .unknown, attribute: name,
                "no item has an attribute “\(name)”" + suggestion(for: name, among: names))
        }
        let strays = strays(of: place)
        guard strays.isEmpty else {
            let others = strays.sorted { $0.key.rawValue < $1.key.rawValue }.map { "a \($0.key) in \($0.value)" }
            throw AttributeError(
                .mixedKinds, attribute: name,
                "“\(name)” is a \(place.kind) in \(valueCount(of: place)) items and \(others.joined(separator: " and "))"
                    + "; put those again with one kind of value (wicker import --text-column makes every value a text)")
        }
        return place.kind
    }

    /// The column of a number.
    ///
    /// - Throws: as `kind(of:)`; `wrongKind` for an attribute of another kind.
    public func numbers(_ name: String) throws(AttributeError) -> NumberColumn {
        try position(of: name, .number).map { numbers[$0] } ?? NumberColumn()
    }

    /// The column of a flag.
    ///
    /// - Throws: as `numbers(_:)`.
    public func flags(_ name: String) throws(AttributeError) -> FlagColumn {
        try position(of: name, .flag).map { flags[$0] } ?? FlagColumn()
    }

    /// The column of a text.
    ///
    /// - Throws: as `numbers(_:)`.
    public func texts(_ name: String) throws(AttributeError) -> TextColumn {
        try position(of: name, .text).map { texts[$0] } ?? TextColumn()
    }

    /// The column of a list.
    ///
    /// - Throws: as `numbers(_:)`.
    public func lists(_ name: String) throws(AttributeError) -> ListColumn {
        try position(of: name, .list).map { lists[$0] } ?? ListColumn()
    }

    /// The items' categories.
    ///
    /// - Throws: `leftOut`.
    public func categoryPaths() throws(AttributeError) -> CategoryColumn {
        _ = try kind(of: ItemField.category.rawValue)
        return categories
    }

    /// An item's value of an attribute; nil when it has none, or none that can be used.
    ///
    /// A category is a list from the root.
    public func value(of name: String, for item: ItemIndex) -> AttributeValue? {
        if name == ItemField.category.rawValue {
            let path = categories.path(of: categories.cells[item])
            return path.isEmpty ? nil : .list(path)
        }
        guard let place = places[name] else { return nil }
        switch place.kind {
        case .number:
            let number = numbers[place.position][item]
            return number.isNaN ? nil : .number(number)
        case .flag: return flags[place.position][item].map(AttributeValue.flag)
        case .text: return texts[place.position][item].map(AttributeValue.text)
        case .list:
            let words = lists[place.position][item]
            return words.isEmpty ? nil : .list(words)
        case .category: return nil
        }
    }

    /// What there is, by name; what was left out too.
    public var schema: [AttributeReport] {
        let left = omissions.map { name, reason in
            AttributeReport(name: name, kind: nil, valueCount: 0, wordCount: 0, strays: [:], omission: reason)
        }
        let hidden = hiddenByFields.map { name in
            AttributeReport(name: name, kind: nil, valueCount: 0, wordCount: 0, strays: [:], omission: .hiddenByField)
        }
        return (names.compactMap(report(named:)) + left + hidden)
            .sorted { ($0.name, $0.omission == nil ? 0 : 1) < ($1.name, $1.omission == nil ? 0 : 1) }
    }

    /// What there is of one attribute; nil for one that is not in memory.
    func report(named name: String) -> AttributeReport? {
        if name == ItemField.category.rawValue {
            guard categories.cells.valueCount > 0 else { return nil }
            return AttributeReport(
                name: name, kind: .category, valueCount: categories.cells.valueCount,
                wordCount: categories.book.count, strays: [:])
        }
        guard let place = places[name] else { return nil }
        return AttributeReport(
            name: name, kind: place.kind, valueCount: valueCount(of: place), wordCount: wordCount(of: place),
            strays: strays(of: place))
    }

    /// The names that can be asked for, the fields first.
    private var names: [String] {
        ItemField.allCases.map(\.rawValue) + places.keys.filter { ItemField(rawValue: $0) == nil }.sorted()
    }

    /// Nil for a field of the right kind that no item has.
    private func position(of name: String, _ wanted: AttributeKind) throws(AttributeError) -> Int? {
        let kind = try kind(of: name)
        guard kind == wanted else {
            throw AttributeError(.wrongKind, attribute: name, "“\(name)” is a \(kind), not a \(wanted)")
        }
        return places[name]?.position
    }

    private func valueCount(of place: Place) -> Int {
        switch place.kind {
        case .number: numbers[place.position].cells.valueCount
        case .flag: flags[place.position].cells.valueCount
        case .text: texts[place.position].cells.valueCount
        case .list: lists[place.position].valueCount
        case .category: categories.cells.valueCount
        }
    }

    private func wordCount(of place: Place) -> Int {
        switch place.kind {
        case .text: texts[place.position].book.count
        case .list: lists[place.position].book.count
        case .number, .flag, .category: 0
        }
    }

    private func strays(of place: Place) -> [AttributeKind: Int] {
        switch place.kind {
        case .number: numbers[place.position].strays.counts
        case .flag: flags[place.position].strays.counts
        case .text: texts[place.position].strays.counts
        case .list: lists[place.position].strays.counts
        case .category: [:]
        }
    }
}
