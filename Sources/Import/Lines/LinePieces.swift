// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Hands out a file in pieces of whole lines, each to whichever thread asks next: while one unpacks, others parse.
final class LinePieces: Sendable {
    /// Some lines that follow one another.
    struct Piece: Sendable {
        /// Counts pieces from 0.
        var number: Int
        /// Number of the first line, from 1.
        var firstLine: Int
        var bytes: [UInt8]
    }

    /// Longest line; what has none within this many bytes is no file of lines.
    private static let lineByteCount = 256 << 20

    private struct State {
        let source: any ByteSource
        var rest: [UInt8] = []  // of a line whose end has not come yet
        var number = 0
        var line = 1
        var isComplete = false
    }

    /// How messages name the file.
    let name: String
    private let state: Mutex<State>

    /// Opens a file; `-` is standard input.
    init(path: String) throws(ImportError) {
        let input = try Input(path: path)
        name = input.name
        state = Mutex(State(source: input.source))
    }

    /// The next piece; nil when there is none.
    func next() throws(ImportError) -> Piece? {
        try state.withLock { (state) throws(ImportError) -> Piece? in
            guard let bytes = try fill(&state) else { return nil }
            let piece = Piece(number: state.number, firstLine: state.line, bytes: bytes)
            state.number += 1
            state.line += bytes.reduce(into: 0) { $0 += $1 == Ascii.newline ? 1 : 0 }
            return piece
        }
    }

    /// Reads until there is a whole line; what comes behind the last one waits for the next piece.
    private func fill(_ state: inout State) throws(ImportError) -> [UInt8]? {
        if state.isComplete { return nil }
        var end = state.rest.count
        var bytes = [UInt8](repeating: 0, count: end + BufferSize.chunk)
        bytes.replaceSubrange(..<end, with: state.rest)
        while true {
            let came = try state.source.read(into: &bytes, from: end)
            end += came
            if came == 0 {
                state.isComplete = true
                bytes.removeLast(bytes.count - end)
                return bytes.isEmpty ? nil : bytes
            }
            guard end == bytes.count else { continue }
            if let last = bytes.lastIndex(of: Ascii.newline) {
                state.rest = Array(bytes[(last + 1)...])
                bytes.removeLast(end - last - 1)
                return bytes
            }
            guard end < Self.lineByteCount else {
                throw ImportError(.badRow, "\(name), line \(state.line): no end of line in \(end) bytes")
            }
            bytes += [UInt8](repeating: 0, count: end)
        }
    }
}

extension ByteSource {
    /// Fills an array from a place on; returns how many bytes came.
    fileprivate func read(into bytes: inout [UInt8], from start: Int) throws(ImportError) -> Int {
        var came = 0
        var failure: ImportError?
        bytes.withUnsafeMutableBytes { buffer in
            do throws(ImportError) {
                came = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return came
    }
}
