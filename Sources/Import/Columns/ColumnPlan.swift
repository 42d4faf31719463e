// SPDX-License-Identifier: Apache-2.0

/// Where in a row of one file each known column stands.
struct ColumnPlan<Column: KnownColumns> {
    /// Position by the known column's raw value; `Int.max`, where no row has a field, for one that is not there.
    private(set) var positions: [Int]
    /// Names and positions of the other columns.
    private(set) var others: [(name: String, position: Int)] = []
    /// Names used, to tell `rating` from `value`.
    private(set) var names: Set<String> = []
    /// Fields that every row must have; nil without a header, where further ones are ignored.
    private(set) var fieldCount: Int?
    /// Highest position used, plus one.
    private(set) var usedCount = 0

    /// The plan of a file whose fields stand in the order of the known columns themselves, as JSON rows are laid out.
    init() { positions = Column.allCases.map(\.rawValue) }

    /// Lays out columns by our names, nil for one to skip.
    ///
    /// - Throws: ``ImportError`` `invalidColumns` where two columns mean the same.
    init(_ names: [String?], fieldCount: Int?, file: String) throws(ImportError) {
        positions = Column.allCases.map { _ in Int.max }
        self.fieldCount = fieldCount
        for (position, name) in names.enumerated() {
            guard let name else { continue }
            try place(name, at: position, file: file)
        }
    }

    private mutating func place(_ name: String, at position: Int, file: String) throws(ImportError) {
        usedCount = position + 1
        guard names.insert(name).inserted else {
            throw ImportError(.invalidColumns, "\(file) has two columns named \(name); map them with --columns")
        }
        guard let column = Column.named(name) else {
            others.append((name, position))
            return
        }
        guard positions[column.rawValue] == Int.max else {
            throw ImportError(.invalidColumns, "\(file) has two columns for \(column.name), \(name) is the second")
        }
        positions[column.rawValue] = position
    }

    /// The field of a known column.
    @inline(__always)
    func field(_ column: Column, of fields: FieldTable) -> UnsafeRawBufferPointer {
        fields[positions[column.rawValue]]
    }

    /// Whether the file has that column.
    func has(_ column: Column) -> Bool { positions[column.rawValue] != Int.max }
}
