// SPDX-License-Identifier: Apache-2.0

/// One row of a file as its bytes, valid until the next one is read.
struct Record {
    /// The row without its line end.
    var bytes: UnsafeRawBufferPointer
    /// The line on which it begins, from 1.
    var line: Int
    /// What is wrong with it as a whole, where something is; `bytes` then hold as much of it as is known.
    var problem: RowProblem?
}

/// Why one row cannot be imported.
struct RowProblem: Error, Equatable {
    /// The column at fault; nil when it is the row as a whole.
    var column: String?
    /// What is wrong, with the value, in words that follow the column's name.
    var reason: String

    init(_ column: String?, _ reason: String) {
        self.column = column
        self.reason = reason
    }
}
