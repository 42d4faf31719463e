// SPDX-License-Identifier: Apache-2.0

/// Neighbouring rows of a file, decoded, on their way to the store.
struct Batch<Value: Sendable>: Sendable {
    /// The good rows, in the file's order.
    var values: [Value] = []
    /// The line of each.
    var lines: [Int] = []
    /// The bad rows, in the file's order.
    var rejected: [RejectedRow] = []
    /// Rows of the file up to and with this batch, good and bad.
    var rowCount = 0
    /// Bytes of the file up to and with this batch, as they lie on disk.
    var byteCount: Int64 = 0
    /// What somebody should know of the file's columns; in its first batch only.
    var notes: [String] = []

    init(notes: [String] = []) { self.notes = notes }

    /// The batch that follows, with room for as many rows.
    var emptied: Self {
        var next = Self()
        next.rowCount = rowCount
        next.values.reserveCapacity(values.count)
        next.lines.reserveCapacity(values.count)
        return next
    }
}

/// When a batch is full: whichever comes first, so that its memory is bounded whatever the rows are like.
struct BatchLimits: Sendable {
    /// Rows, good and bad.
    var rows: Int
    /// Bytes of the rows.
    var bytes = 16 << 20
    /// A row after which a batch ends in any case, because an earlier import stopped there.
    var boundary = 0

    func isFull<Value>(_ batch: Batch<Value>, _ byteCount: Int) -> Bool {
        batch.values.count + batch.rejected.count >= rows || byteCount >= bytes || batch.rowCount == boundary
    }
}
