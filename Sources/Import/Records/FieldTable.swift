// SPDX-License-Identifier: Apache-2.0

/// The fields of one row, each a view of bytes that live until the next row is read.
final class FieldTable {
    private let storage: UnsafeMutableBufferPointer<UnsafeRawBufferPointer>
    /// Fields of the row; those beyond the table's capacity are counted and not kept.
    private(set) var count = 0

    /// Room for that many fields.
    init(capacity: Int) {
        storage = .allocate(capacity: max(capacity, 1))
        storage.initialize(repeating: UnsafeRawBufferPointer(start: nil, count: 0))
    }

    deinit { storage.deallocate() }

    /// The field of that column; empty where the row has no such field.
    @inline(__always)
    subscript(column: Int) -> UnsafeRawBufferPointer {
        column < count && column < storage.count ? storage[column] : UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Adds the row's next field.
    @inline(__always)
    func append(_ field: UnsafeRawBufferPointer) {
        if count < storage.count { storage[count] = field }
        count += 1
    }

    /// Empties the table for the next row.
    @inline(__always)
    func removeAll() { count = 0 }

    /// Sets one field out of order, for rows that name their fields; needs a row of all the columns.
    func set(_ column: Int, _ field: UnsafeRawBufferPointer) { storage[column] = field }

    /// Makes the row one of empty fields, as many as the table has room for.
    func clearAll() {
        storage.update(repeating: UnsafeRawBufferPointer(start: nil, count: 0))
        count = storage.count
    }
}
