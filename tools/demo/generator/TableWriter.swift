// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Writes a tab-separated table with a header, a few megabytes at a time.
struct TableWriter {
    private static let chunkByteCount = 4 << 20
    private let handle: FileHandle
    private var bytes: [UInt8] = []
    private var isLineStart = true

    /// Replaces the file at `url`.
    init(_ url: URL, header: [String]) throws {
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
        bytes.reserveCapacity(Self.chunkByteCount + 4_096)
        for name in header { cell(name) }
        try endLine()
    }

    /// Adds a cell; the text holds no tab and no line break.
    mutating func cell(_ text: some StringProtocol) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    /// Adds a number; 0 becomes an empty cell where it means "none".
    mutating func cell(_ number: Int, emptyWhenZero: Bool = false) {
        separate()
        if number != 0 || !emptyWhenZero { digits(number) }
    }

    /// Adds a word and a number, such as `c17`.
    mutating func cell(_ prefix: StaticString, _ numbers: Int...) {
        separate()
        prefix.withUTF8Buffer { bytes.append(contentsOf: $0) }
        for (position, number) in numbers.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: "-")) }
            digits(number)
        }
    }

    /// Adds an amount of money with two decimals; 0 is an empty cell.
    mutating func cell(cents: Int) {
        separate()
        guard cents != 0 else { return }
        digits(cents / 100)
        bytes.append(UInt8(ascii: "."))
        digits(cents % 100, width: 2)
    }

    /// Adds a moment, such as 2025-03-01T09:05:00Z; `seconds` counts from the day's midnight.
    mutating func cell(_ day: String, seconds: Int) {
        separate()
        bytes.append(contentsOf: day.utf8)
        bytes.append(UInt8(ascii: "T"))
        digits(seconds / 3_600, width: 2)
        bytes.append(UInt8(ascii: ":"))
        digits(seconds / 60 % 60, width: 2)
        bytes.append(UInt8(ascii: ":"))
        digits(seconds % 60, width: 2)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// Ends the line.
    mutating func endLine() throws {
        bytes.append(UInt8(ascii: "\n"))
        isLineStart = true
        if bytes.count >= Self.chunkByteCount { try flush() }
    }

    /// Writes out what is left.
    mutating func close() throws {
        try flush()
        try handle.close()
    }

    private mutating func flush() throws {
        try handle.write(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func separate() {
        if !isLineStart { bytes.append(UInt8(ascii: "\t")) }
        isLineStart = false
    }

    private mutating func digits(_ number: Int, width: Int = 1) {
        let start = bytes.count
        var rest = number
        while rest > 0 || bytes.count - start < width {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }
}
