// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Gathers the rows of a file of choices into tables.
struct ChoiceParser {
    private let columns: ChoiceColumns
    private let splitter: FieldSplitter
    private let fields: FieldTable
    private var places: [String: Int] = [:]
    private var current: (group: Int, set: [UInt8])?
    private var seen: Set<SetName> = []

    /// The tables by group, in the order in which the groups come.
    private(set) var tables: [(group: String, table: ChoiceTable)] = []
    /// Rows taken up.
    private(set) var rowCount = 0

    private struct SetName: Hashable {
        var group: Int
        var set: [UInt8]
    }

    init(_ columns: ChoiceColumns, isCommaSeparated: Bool) {
        self.columns = columns
        splitter = FieldSplitter(quotes: isCommaSeparated)
        fields = FieldTable(capacity: columns.width)
    }

    /// Takes up one alternative.
    mutating func add(_ row: UnsafeRawBufferPointer) throws(RowProblem) {
        try splitter.split(row, into: fields)
        guard fields.count >= columns.width else {
            throw RowProblem(nil, "the row has \(fields.count) fields, \(columns.width) are needed")
        }
        let group = try group()
        try open(group)
        let chosen = try number(columns.chosen, "chosen")
        guard chosen >= 0, chosen <= 1e9 else {
            throw RowProblem("chosen", "\(chosen) is no count from 0 to 1e9")
        }
        for (name, position) in columns.attributes {
            tables[group].table.features.append(try number(position, name))
        }
        if let item = columns.item { tables[group].table.items.append(try FieldValue.id(fields[item], "item")) }
        tables[group].table.chosen.append(Float(chosen))
        tables[group].table.starts[tables[group].table.count] += 1
        rowCount += 1
    }

    private mutating func group() throws(RowProblem) -> Int {
        guard let column = columns.group else { return try place(of: "") }
        return try place(of: FieldValue.text(fields[column], "group", limit: Limits.idByteCount))
    }

    private mutating func place(of name: String) throws(RowProblem) -> Int {
        if let place = places[name] { return place }
        places[name] = tables.count
        tables.append((name, ChoiceTable(attributes: columns.attributes.map(\.name))))
        return tables.count - 1
    }

    /// Begins a set where the row's is another than that of the row before.
    private mutating func open(_ group: Int) throws(RowProblem) {
        let name = fields[columns.set]
        if let current, current.group == group, name.holdsSame(as: current.set) { return }
        let set = Array(name)
        guard !set.isEmpty else { throw RowProblem("choice-set", "is empty") }
        guard seen.insert(SetName(group: group, set: set)).inserted else {
            throw RowProblem(
                "choice-set", "\(FieldValue.quoted(name)) has rows further up; put those of a set one after the other")
        }
        current = (group, set)
        tables[group].table.starts.append(tables[group].table.chosen.count)
        if let segment = columns.segment {
            tables[group].table.segments.append(
                try FieldValue.text(fields[segment], "segment", limit: Limits.idByteCount))
        }
    }

    private func number(_ column: Int, _ name: String) throws(RowProblem) -> Double {
        guard let number = try FieldValue.number(fields[column], name) else { throw RowProblem(name, "is empty") }
        return number
    }
}
