// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Turns a file's first row and `--columns` into a plan.
struct HeaderReader<Column: KnownColumns> {
    let file: ImportFile
    let name: String

    /// What the first row of a delimited file means.
    struct Outcome {
        var plan: ColumnPlan<Column>
        /// Whether the first row is already one to import.
        var firstRowIsData: Bool
    }

    /// Reads the first row.
    func read(_ row: [String], raw: String) throws(ImportError) -> Outcome {
        switch file.columns.form {
        case .positions(let names): try withoutHeader(names, row)
        case .named(let mapped): Outcome(plan: try withHeader(row, mapped, raw), firstRowIsData: false)
        }
    }

    private func withoutHeader(_ names: [String?], _ row: [String]) throws(ImportError) -> Outcome {
        try checkNames(names.compactMap(\.self))
        let plan = try ColumnPlan<Column>(names, fieldCount: nil, file: name)
        try checkRequired(plan.names) { missing in
            ImportError(.missingColumn, "--columns for \(name) leave out \(missing), which \(file.kind.rawValue) need")
        }
        // A header that repeats --columns word for word is a header all the same.
        let repeats = zip(names, row).allSatisfy { $0 == nil || $0 == $1 } && row.count >= names.count
        return Outcome(plan: plan, firstRowIsData: !repeats)
    }

    private func withHeader(
        _ row: [String], _ mapped: [String: String], _ raw: String
    ) throws(ImportError) -> ColumnPlan<Column> {
        try checkNames(Array(mapped.keys))
        for (ours, theirs) in mapped.sorted(by: { $0.key < $1.key }) where !row.contains(theirs) {
            let hint = hint(for: theirs, among: row)
            throw ImportError(
                .missingColumn, "\(name) has no column \(theirs), which --columns give for \(ours)\(hint)")
        }
        let ours = Dictionary(mapped.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        // Where --columns give one of our names, the file's own column of that name means something else.
        let names = row.map { theirs in ours[theirs] ?? (mapped[theirs] == nil ? theirs : nil) }
        let known = Set(names.compactMap(\.self))
        try checkRequired(known) { missing in missingColumn(missing, row, raw) }
        return try ColumnPlan(names, fieldCount: row.count, file: name)
    }

    private func missingColumn(_ missing: String, _ row: [String], _ raw: String) -> ImportError {
        let required = file.kind.requiredColumns
        guard row.contains(where: { Column.named($0) != nil }) else {
            return ImportError(
                .missingHeader,
                "\(name) has no header row: its first row is \"\(raw)\"; name its columns, such as "
                    + "--columns \(required.joined(separator: ",")), or \(required[0])=<header's name>,…")
        }
        let hint = hint(for: missing, among: row.filter { Column.named($0) == nil })
        return ImportError(
            .missingColumn,
            "\(name) has no column \(missing), which \(file.kind.rawValue) need; its columns are "
                + "\(row.joined(separator: ", "))\(hint); map one with --columns \(missing)=<header's name>")
    }

    /// Refuses a name of ours that does not exist, where columns of the file cannot be attributes.
    func checkNames(_ names: [String]) throws(ImportError) {
        if Column.keepsOthers { return }
        for name in names.sorted() where Column.named(name) == nil {
            let known = Column.names.map(\.name)
            throw ImportError(
                .invalidColumns,
                "--columns name \(name), which \(file.kind.rawValue) do not have\(hint(for: name, among: known))"
                    + "; they have \(known.joined(separator: ", "))")
        }
    }

    private func hint(for word: String, among names: [String]) -> String {
        closestName(to: word, among: names).map { "; did you mean “\($0)”?" } ?? ""
    }

    private func checkRequired(_ names: Set<String>, _ error: (String) -> ImportError) throws(ImportError) {
        let columns = names.compactMap(Column.named).map(\.rawValue)
        for required in file.kind.requiredColumns {
            guard let column = Column.named(required), !columns.contains(column.rawValue) else { continue }
            if let other = file.kind.substitutes[required], names.contains(other) { continue }
            throw error(required)
        }
    }
}
