// SPDX-License-Identifier: Apache-2.0

/// Cuts a file into rows, however its bytes happen to arrive.
///
/// A row ends with a line feed, with or without a carriage return before it, or with the file. Empty lines are no rows.
/// With `quotes`, a line feed inside a quoted field belongs to the field (RFC 4180).
///
/// A row longer than the limit is handed out with a problem and skipped up to its line's end. A quote that nothing
/// closes costs only the line it stands on: reading goes on with the next line. So that a hostile file cannot make
/// every line be read anew, that step back is taken at most once in `stepBackByteCount` bytes.
final class RecordReader {
    private let window: ByteWindow
    private let quotes: Bool
    private let limit: Int
    private let stepBackByteCount: Int
    private var nextLine = 1
    private var isAtStart = true
    private var toConsume = 0
    private var skipsToLineEnd = false
    private var sinceStepBack: Int

    init(
        _ source: any ByteSource, quotes: Bool, limit: Int = BufferSize.record, chunkByteCount: Int = BufferSize.chunk
    ) {
        window = ByteWindow(source, chunkByteCount: chunkByteCount)
        self.quotes = quotes
        self.limit = limit
        stepBackByteCount = limit / 16
        sinceStepBack = stepBackByteCount
    }

    /// Bytes taken from the file so far.
    var consumedByteCount: Int64 { window.consumedByteCount }

    /// The next row, valid until the following call; nil at the end of the file.
    func next() throws(ImportError) -> Record? {
        release()
        if isAtStart { try skipByteOrderMark() }
        if skipsToLineEnd { try skipLine() }
        while let cut = try cut() {
            let bytes = window.bytes.slice(0, cut.byteCount).withoutLineEnd
            let line = nextLine
            toConsume = cut.byteCount
            nextLine += cut.lineCount
            if cut.problem != nil || !bytes.isEmpty {
                return Record(bytes: bytes, line: line, problem: cut.problem)
            }
            release()
        }
        return nil
    }

    private func release() {
        window.consume(toConsume)
        sinceStepBack = min(sinceStepBack + toConsume, stepBackByteCount)
        toConsume = 0
    }

    private func skipByteOrderMark() throws(ImportError) {
        isAtStart = false
        while window.bytes.count < 3, !window.isComplete { try window.fill() }
        if window.bytes.starts(with: [0xef, 0xbb, 0xbf]) { window.consume(3) }
    }

    private func skipLine() throws(ImportError) {
        while true {
            if let end = window.bytes.firstOffset(of: Ascii.newline) {
                window.consume(end + 1)
                break
            }
            window.consume(window.bytes.count)
            if window.isComplete { break }
            try window.fill()
        }
        nextLine += 1
        skipsToLineEnd = false
    }

    /// Where the row at the front of the window ends, after bringing in as much of the file as that takes.
    private func cut() throws(ImportError) -> Cut? {
        var scan = QuoteScan()
        var scanned = 0
        while true {
            // Never more than the limit, so that what is too long does not depend on how much has come already.
            let bytes = window.bytes.slice(0, min(window.bytes.count, limit + 1))
            let end = quotes ? scan.rowEnd(in: bytes) : bytes.firstOffset(of: Ascii.newline, from: scanned)
            if let end { return Cut(byteCount: end + 1, lineCount: quotes ? bytes.lineCount(to: end) : 1) }
            scanned = bytes.count
            if bytes.count > limit { return tooLong(bytes, isInsideQuotes: quotes && scan.isInsideQuotes) }
            if window.isComplete {
                if bytes.isEmpty { return nil }
                return quotes && scan.isInsideQuotes
                    ? unclosed(bytes) : Cut(byteCount: bytes.count, lineCount: bytes.lineCount(to: bytes.count))
            }
            try window.fill()
        }
    }

    private func tooLong(_ bytes: UnsafeRawBufferPointer, isInsideQuotes: Bool) -> Cut {
        if isInsideQuotes, bytes.firstOffset(of: Ascii.newline) != nil, sinceStepBack >= stepBackByteCount {
            return unclosed(bytes)
        }
        skipsToLineEnd = true
        let problem = RowProblem(nil, "the row is longer than \(limit) bytes")
        return Cut(byteCount: limit, lineCount: bytes.lineCount(to: limit) - 1, problem: problem)
    }

    /// The first line alone, whose quote nothing closes.
    private func unclosed(_ bytes: UnsafeRawBufferPointer) -> Cut {
        let problem = RowProblem(nil, "a quote is opened and never closed")
        guard sinceStepBack >= stepBackByteCount, let end = bytes.firstOffset(of: Ascii.newline) else {
            return Cut(byteCount: bytes.count, lineCount: bytes.lineCount(to: bytes.count), problem: problem)
        }
        sinceStepBack = 0
        return Cut(byteCount: end + 1, lineCount: 1, problem: problem)
    }
}

/// Where the row at the front of the window ends.
private struct Cut {
    /// Bytes up to and with the line end.
    var byteCount: Int
    /// Lines it takes.
    var lineCount: Int
    /// What is wrong with the row.
    var problem: RowProblem?
}

extension UnsafeRawBufferPointer {
    /// These bytes without a line feed, and a carriage return before it, at their end.
    fileprivate var withoutLineEnd: UnsafeRawBufferPointer {
        var count = count
        if count > 0, self[count - 1] == Ascii.newline { count -= 1 }
        if count > 0, self[count - 1] == Ascii.carriageReturn { count -= 1 }
        return slice(0, count)
    }

    /// Lines that the first `end` bytes take, the last one whether or not a line feed ends it.
    fileprivate func lineCount(to end: Int) -> Int {
        var (lines, offset) = (1, 0)
        while let found = firstOffset(of: Ascii.newline, from: offset), found < end {
            (lines, offset) = (lines + 1, found + 1)
        }
        return lines
    }
}
