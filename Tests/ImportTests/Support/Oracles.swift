// SPDX-License-Identifier: Apache-2.0

@testable import Import

/// The plainest readers there are; the fast ones must agree with them.
enum Oracle {
    /// A row as its fields, or nil where it is bad.
    typealias Row = [[UInt8]]?

    /// Tab-separated rows: split at line feeds, then at tabs.
    static func tsv(_ bytes: [UInt8]) -> [Row] {
        lines(bytes).map { $0.split(separator: Ascii.tab, omittingEmptySubsequences: false).map(Array.init) }
    }

    /// Lines without their ends, those that are not empty.
    static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        let whole = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
        return whole.split(separator: Ascii.newline, omittingEmptySubsequences: false)
            .map { $0.last == Ascii.carriageReturn ? Array($0.dropLast()) : Array($0) }.filter { !$0.isEmpty }
    }

    /// Comma-separated rows, one character after the other.
    static func csv(_ bytes: [UInt8]) -> [Row] {
        var rest = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes[3...] : bytes[...]
        var rows: [Row] = []
        var mayStepBack = true
        while !rest.isEmpty {
            var row = CSVRow(rest)
            if row.isOpen {
                // A quote that nothing closes costs its line alone, the first time.
                let line = rest.firstIndex(of: Ascii.newline)
                rows.append(nil)
                guard let line, mayStepBack else { break }
                mayStepBack = false
                rest = rest[(line + 1)...]
                continue
            }
            rest = row.rest
            if row.isBlank { continue }
            row.finish()
            rows.append(row.isBad ? nil : row.fields)
        }
        return rows
    }

    private struct CSVRow {
        var fields: [[UInt8]] = []
        var rest: ArraySlice<UInt8>
        var isBad = false
        var isOpen = false
        var isBlank: Bool { raw.isEmpty || raw == [Ascii.carriageReturn] }
        private var raw: [UInt8] = []
        private var field: [UInt8] = []
        private var wasQuoted = false

        init(_ bytes: ArraySlice<UInt8>) {
            rest = bytes
            var (inside, atStart) = (false, true)
            while let byte = rest.popFirst() {
                if inside {
                    raw.append(byte)
                    if byte != Ascii.quote {
                        field.append(byte)
                    } else if rest.first == Ascii.quote {
                        raw.append(byte)
                        field.append(byte)
                        rest.removeFirst()
                    } else {
                        inside = false
                    }
                    continue
                }
                if byte == Ascii.newline { return }
                raw.append(byte)
                if byte == Ascii.quote, atStart {
                    (inside, wasQuoted, atStart) = (true, true, false)
                } else if byte == Ascii.quote, wasQuoted {
                    isBad = true
                } else if byte == Ascii.comma {
                    endField()
                    atStart = true
                } else {
                    isBad = isBad || (wasQuoted && !isLineEnd(byte))
                    field.append(byte)
                    atStart = false
                }
            }
            isOpen = inside
        }

        /// A carriage return that ends the row belongs to no field.
        mutating func finish() {
            if raw.last == Ascii.carriageReturn { field.removeLast() }
            endField()
        }

        private func isLineEnd(_ byte: UInt8) -> Bool {
            byte == Ascii.carriageReturn && (rest.isEmpty || rest.first == Ascii.newline)
        }

        private mutating func endField() {
            fields.append(field)
            field = []
            wasQuoted = false
        }
    }
}
