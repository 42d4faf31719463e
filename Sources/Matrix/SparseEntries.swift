// SPDX-License-Identifier: Apache-2.0

/// Entries of a sparse matrix in any order, repeats allowed, that can be asked for by position.
///
/// A matrix asks twice: for the rows alone, to see how long each becomes, then for everything, to put it there. So the
/// entries need not exist in memory at all.
public protocol SparseEntrySource: Sendable {
    /// Rows of the matrix.
    var rowCount: Int { get }
    /// Columns of the matrix.
    var columnCount: Int { get }
    /// Positions to ask for, from 0.
    var count: Int { get }

    /// The row of the entry at a position; nil when there is none there.
    func row(at position: Int) -> UInt32?
    /// Column and value of the entry at a position that has a row.
    func entry(at position: Int) -> (column: UInt32, value: Float)
}

/// Entries kept one by one: 12 bytes each.
public struct SparseEntries: SparseEntrySource {
    @usableFromInline var rows: [UInt32] = []
    @usableFromInline var columns: [UInt32] = []
    @usableFromInline var values: [Float] = []
    /// Rows of the matrix.
    public let rowCount: Int
    /// Columns of the matrix.
    public let columnCount: Int

    /// No entries yet of a matrix of that shape.
    public init(rowCount: Int, columnCount: Int) {
        self.rowCount = rowCount
        self.columnCount = columnCount
    }

    /// Makes room at once for that many.
    public mutating func reserveCapacity(_ capacity: Int) {
        rows.reserveCapacity(capacity)
        columns.reserveCapacity(capacity)
        values.reserveCapacity(capacity)
    }

    /// Adds one entry; a row or column outside the shape is a programming error.
    @inlinable
    public mutating func append(row: UInt32, column: UInt32, value: Float) {
        precondition(Int(row) < rowCount && Int(column) < columnCount, "(\(row), \(column)) is outside the matrix")
        rows.append(row)
        columns.append(column)
        values.append(value)
    }

    /// Entries added.
    @inlinable public var count: Int { rows.count }

    /// The entry's row.
    @inlinable
    public func row(at position: Int) -> UInt32? { rows[position] }

    /// The entry's column and value.
    @inlinable
    public func entry(at position: Int) -> (column: UInt32, value: Float) { (columns[position], values[position]) }
}
