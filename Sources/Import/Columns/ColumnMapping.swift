// SPDX-License-Identifier: Apache-2.0

/// Which column of a file is which of ours: what `--columns` says.
public struct ColumnMapping: Sendable, Hashable {
    enum Form: Hashable {
        /// The first row names the columns; these of its names (values) stand for ours (keys).
        case named([String: String])
        /// There is no first row of names; these are the columns in order, nil to skip one.
        case positions([String?])
    }

    let form: Form

    /// The file's first row, or a JSON object's keys, name the columns with our words.
    public static let header = ColumnMapping(form: .named([:]))

    private init(form: Form) { self.form = form }

    /// Reads `--columns`: `user=CustomerID,item=StockCode` for a file whose first row names its columns, or
    /// `user,item,-,timestamp` for one without, where `-` skips a column.
    ///
    /// - Throws: ``ImportError`` `invalidColumns` for both ways at once, an empty name, or a column given twice.
    public init(parsing text: String) throws(ImportError) {
        let entries = text.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
        let isNamed = entries.allSatisfy { $0.count == 2 }
        guard isNamed || entries.allSatisfy({ $0.count == 1 }) else {
            throw Self.invalid(text, "mixes name=Header with bare names; use one way for all columns")
        }
        guard entries.allSatisfy({ $0.allSatisfy { !$0.isEmpty } }) else {
            throw Self.invalid(text, "has an empty name; write - to skip a column")
        }
        var seen: Set<String> = []
        for entry in entries where entry[0] != "-" && !seen.insert(entry[0]).inserted {
            throw Self.invalid(text, "gives \(entry[0]) twice")
        }
        form =
            isNamed
            ? .named(Dictionary(entries.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first }))
            : .positions(entries.map { $0[0] == "-" ? nil : $0[0] })
    }

    private static func invalid(_ text: String, _ reason: String) -> ImportError {
        ImportError(.invalidColumns, "--columns \(text) \(reason)")
    }

    /// The same text for the same mapping, for a file's fingerprint.
    var canonicalText: String {
        switch form {
        case .named(let names): names.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        case .positions(let names): names.map { $0 ?? "-" }.joined(separator: ",")
        }
    }
}
