// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Makes a value of one row's fields.
protocol FieldDecoder: SendableMetatype {
    associatedtype Column: KnownColumns
    associatedtype Value: Sendable

    init(_ plan: ColumnPlan<Column>, _ context: DecodingContext)

    /// The row's value.
    ///
    /// - Throws: ``RowProblem``, naming the column.
    mutating func decode(_ fields: FieldTable) throws(RowProblem) -> Value
}

/// What a row does not say itself.
struct DecodingContext: Sendable {
    var kind: ImportFile.Kind
    /// The type asked for rows that name none; nil goes by the file.
    var defaultType: String?
    var defaultTimestamp: Timestamp
    var listColumns: Set<String> = []
    var textColumns: Set<String> = []

    /// The type of a row that names none, by the kind of file.
    var kindType: String { kind == .orders ? "purchase" : "view" }
}
