// SPDX-License-Identifier: Apache-2.0

/// Makes a value of one row's bytes.
protocol RowDecoder {
    associatedtype Value: Sendable

    /// The row's value.
    ///
    /// - Throws: ``RowProblem``, naming the column.
    mutating func decode(_ row: UnsafeRawBufferPointer) throws(RowProblem) -> Value
}

/// Rows of fields with tabs or commas between.
struct DelimitedRows<Decoder: FieldDecoder>: RowDecoder {
    private let splitter: FieldSplitter
    private let fields: FieldTable
    private let fieldCount: Int?
    private var decoder: Decoder

    init(_ splitter: FieldSplitter, _ plan: ColumnPlan<Decoder.Column>, _ context: DecodingContext) {
        self.splitter = splitter
        fields = FieldTable(capacity: plan.usedCount)
        fieldCount = plan.fieldCount
        decoder = Decoder(plan, context)
    }

    mutating func decode(_ row: UnsafeRawBufferPointer) throws(RowProblem) -> Decoder.Value {
        try splitter.split(row, into: fields)
        if let fieldCount, fields.count != fieldCount {
            throw RowProblem(nil, "the row has \(fields.count) fields, the header \(fieldCount)")
        }
        return try decoder.decode(fields)
    }
}
