// SPDX-License-Identifier: Apache-2.0

/// Finds where a CSV row ends, and can go on from where it stopped when more bytes have come.
///
/// A quote opens a quoted field only as the field's first byte; inside, two quotes are one, and a line feed is text.
struct QuoteScan {
    private enum State { case fieldStart, unquoted, quoted, afterQuote }
    private var state = State.fieldStart
    private var offset = 0

    /// Whether the bytes seen so far end inside a quoted field.
    var isInsideQuotes: Bool { state == .quoted }

    /// Offset of the line feed that ends the row at the front of `bytes`; nil when it is not among them.
    mutating func rowEnd(in bytes: UnsafeRawBufferPointer) -> Int? {
        if offset == 0, let end = bytes.firstOffset(of: Ascii.newline) {
            // Most rows have no quote, and two passes of memchr are faster than one of ours.
            if bytes.slice(0, end).firstOffset(of: Ascii.quote) == nil { return end }
        }
        while offset < bytes.count {
            if state == .quoted {
                guard let quote = bytes.firstOffset(of: Ascii.quote, from: offset) else {
                    offset = bytes.count
                    return nil
                }
                (state, offset) = (.afterQuote, quote + 1)
            } else if step(bytes[offset]) {
                return offset
            } else {
                offset += 1
            }
        }
        return nil
    }

    /// Takes one byte outside quotes; true when it ends the row.
    private mutating func step(_ byte: UInt8) -> Bool {
        switch byte {
        case Ascii.newline: return true
        case Ascii.comma: state = .fieldStart
        case Ascii.quote: state = state == .unquoted ? .unquoted : .quoted
        default: state = .unquoted
        }
        return false
    }
}
