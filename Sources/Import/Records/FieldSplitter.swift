// SPDX-License-Identifier: Apache-2.0

/// Cuts a row of delimited text into its fields.
struct FieldSplitter {
    private let delimiter: UInt8
    private let quotes: Bool
    /// Unquoted copies of fields with doubled quotes; as long as the longest row, so that it never moves within one.
    private let scratch: Scratch

    /// A splitter for tab-separated text, or for comma-separated text with quotes.
    init(quotes: Bool, limit: Int = BufferSize.record) {
        self.quotes = quotes
        delimiter = quotes ? Ascii.comma : Ascii.tab
        scratch = Scratch(capacity: quotes ? limit + 1 : 1)
    }

    /// Fills `fields` with the row's fields.
    ///
    /// - Throws: ``RowProblem`` for text between a closing quote and the next comma.
    func split(_ row: UnsafeRawBufferPointer, into fields: FieldTable) throws(RowProblem) {
        fields.removeAll()
        if quotes, row.firstOffset(of: Ascii.quote) != nil {
            try splitQuoted(row, into: fields)
        } else {
            splitPlain(row, into: fields)
        }
    }

    private func splitPlain(_ row: UnsafeRawBufferPointer, into fields: FieldTable) {
        var start = 0
        for offset in 0..<row.count where row[offset] == delimiter {
            fields.append(row.slice(start, offset))
            start = offset + 1
        }
        fields.append(row.slice(start, row.count))
    }

    private func splitQuoted(_ row: UnsafeRawBufferPointer, into fields: FieldTable) throws(RowProblem) {
        scratch.removeAll()
        var start = 0
        while true {
            var end: Int
            if start < row.count, row[start] == Ascii.quote {
                end = try unquote(row, from: start + 1, into: fields)
            } else {
                end = row.firstOffset(of: delimiter, from: start) ?? row.count
                fields.append(row.slice(start, end))
            }
            if end == row.count { return }
            start = end + 1
        }
    }

    /// Appends the quoted field whose text begins at `start`; returns where the delimiter after it stands.
    private func unquote(
        _ row: UnsafeRawBufferPointer, from start: Int, into fields: FieldTable
    ) throws(RowProblem) -> Int {
        var (piece, began) = (start, scratch.count)
        while let quote = row.firstOffset(of: Ascii.quote, from: piece) {
            let after = quote + 1
            if after < row.count, row[after] == Ascii.quote {
                scratch.append(row.slice(piece, after))
                piece = after + 1
                continue
            }
            guard after == row.count || row[after] == delimiter else {
                throw RowProblem(nil, "field \(fields.count + 1) has text after its closing quote")
            }
            if scratch.count == began {
                fields.append(row.slice(piece, quote))
            } else {
                scratch.append(row.slice(piece, quote))
                fields.append(scratch.bytes(from: began))
            }
            began = scratch.count
            return after
        }
        throw RowProblem(nil, "field \(fields.count + 1) opens a quote and never closes it")
    }
}

/// Memory of a fixed size for bytes that a row does not hold as such.
final class Scratch {
    private let storage: UnsafeMutableRawBufferPointer
    /// Bytes in use.
    private(set) var count = 0

    init(capacity: Int) { storage = .allocate(byteCount: capacity, alignment: 1) }

    deinit { storage.deallocate() }

    /// Adds bytes; what one row adds is never more than the row's own length.
    func append(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: storage[count...]).copyMemory(from: bytes)
        count += bytes.count
    }

    /// Adds one byte.
    func append(_ byte: UInt8) {
        storage[count] = byte
        count += 1
    }

    /// What was added since `start`; valid until the scratch is emptied.
    func bytes(from start: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage).slice(start, count) }

    /// Empties it.
    func removeAll() { count = 0 }
}
