// SPDX-License-Identifier: Apache-2.0

import CZlib

/// What a gzip file unpacks to, all of its members one after the other.
///
/// - Complexity: one input buffer of 256 KiB and zlib's own 32 KiB window, whatever the file's size.
final class GzipSource: ByteSource {
    private let file: FileSource
    private let stream: UnsafeMutablePointer<z_stream>
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private var isBetweenMembers = true
    private var isFinished = false

    init(_ file: FileSource) throws(ImportError) {
        self.file = file
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15: the largest window; 16: a gzip header is required.
        let code = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            throw ImportError(.unreadable, "cannot start zlib for \(file.name): code \(code)")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    var consumedByteCount: Int64 { file.consumedByteCount - Int64(stream.pointee.avail_in) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(clamping: buffer.count)
        let room = Int(stream.pointee.avail_out)
        while !isFinished, Int(stream.pointee.avail_out) == room {
            guard try fill() else {
                isFinished = true
                break
            }
            if isBetweenMembers { try beginMember() }
            if !isFinished { try inflateSome() }
        }
        return room - Int(stream.pointee.avail_out)
    }

    /// Makes input available; false at the file's end, which is only right between two members.
    private func fill() throws(ImportError) -> Bool {
        if stream.pointee.avail_in > 0 { return true }
        let came = try file.read(into: input)
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(came)
        if came == 0, !isBetweenMembers {
            throw ImportError(
                .corruptArchive,
                "\(file.name) is a gzip file cut off at byte \(file.consumedByteCount); fetch or pack it again")
        }
        return came > 0
    }

    /// Skips the zero bytes that pad some archives, and ends the stream where nothing but them is left.
    private func beginMember() throws(ImportError) {
        while let next = stream.pointee.next_in, stream.pointee.avail_in > 0, next.pointee == 0 {
            stream.pointee.next_in = next + 1
            stream.pointee.avail_in -= 1
        }
        isBetweenMembers = stream.pointee.avail_in == 0
    }

    private func inflateSome() throws(ImportError) {
        if isBetweenMembers { return }
        switch inflate(stream, Z_NO_FLUSH) {
        case Z_OK, Z_BUF_ERROR:
            break
        case Z_STREAM_END:
            isBetweenMembers = true
            inflateReset(stream)
        case let code:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "code \(code)"
            throw ImportError(
                .corruptArchive,
                "\(file.name) is a damaged gzip file at byte \(consumedByteCount): \(reason); fetch or pack it again")
        }
    }
}
