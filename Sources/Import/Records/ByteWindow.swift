// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The part of a file that is in memory: bytes come in at the back, whole rows leave at the front.
///
/// Invariant: `start` ≤ `end` ≤ `capacity`; what lies between them is not consumed yet.
final class ByteWindow {
    private let source: any ByteSource
    private let chunkByteCount: Int
    private var storage: UnsafeMutableRawPointer
    private var capacity: Int
    private var start = 0
    private var end = 0
    /// Whether the source has no more bytes than the window holds.
    private(set) var isComplete = false

    init(_ source: any ByteSource, chunkByteCount: Int) {
        self.source = source
        self.chunkByteCount = chunkByteCount
        capacity = chunkByteCount * 2
        storage = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { storage.deallocate() }

    /// What is there and not consumed; valid until the next call that changes the window.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: storage + start, count: end - start) }

    /// Bytes taken from the file so far.
    var consumedByteCount: Int64 { source.consumedByteCount }

    /// Lets go of that many bytes at the front.
    func consume(_ count: Int) {
        precondition(count <= end - start, "consumed \(count) of \(end - start) bytes")
        start += count
    }

    /// Brings in more bytes at the back; the window grows where less than a chunk of room is left.
    func fill() throws(ImportError) {
        if start > 0 {
            memmove(storage, storage + start, end - start)
            (start, end) = (0, end - start)
        }
        if capacity - end < chunkByteCount { grow() }
        let room = UnsafeMutableRawBufferPointer(start: storage + end, count: chunkByteCount)
        let came = try source.read(into: room)
        end += came
        isComplete = came == 0
    }

    private func grow() {
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2, alignment: 16)
        larger.copyMemory(from: storage, byteCount: end)
        storage.deallocate()
        storage = larger
        capacity *= 2
    }
}

extension UnsafeRawBufferPointer {
    /// Offset of the first such byte at or after `offset`; nil when there is none.
    func firstOffset(of byte: UInt8, from offset: Int = 0) -> Int? {
        guard let baseAddress, offset < count,
            let found = memchr(baseAddress + offset, Int32(byte), count - offset)
        else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }

    /// The bytes between two offsets.
    @inline(__always)
    func slice(_ lower: Int, _ upper: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[lower..<upper])
    }

    /// Whether these are the same bytes.
    @inline(__always)
    func holdsSame(as bytes: [UInt8]) -> Bool {
        guard count == bytes.count, let baseAddress else { return count == bytes.count }
        return memcmp(baseAddress, bytes, count) == 0
    }
}

/// The bytes that rows are made of.
enum Ascii {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let zero = UInt8(ascii: "0")
    static let point = UInt8(ascii: ".")
    static let minus = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")
    static let colon = UInt8(ascii: ":")
    static let backslash = UInt8(ascii: "\\")
}
