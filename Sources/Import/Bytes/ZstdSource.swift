// SPDX-License-Identifier: Apache-2.0

import CZstd

/// What a zstd file unpacks to, all of its frames one after the other.
///
/// - Complexity: one input buffer of 256 KiB and the frame's window, which libzstd refuses above 128 MiB.
final class ZstdSource: ByteSource {
    private let file: FileSource
    private let stream: OpaquePointer
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private var input = ZSTD_inBuffer(src: nil, size: 0, pos: 0)
    private var isBetweenFrames = true
    private var mayHoldOutput = false

    init(_ file: FileSource) throws(ImportError) {
        self.file = file
        guard let stream = ZSTD_createDStream() else {
            throw ImportError(.unreadable, "cannot start zstd for \(file.name): out of memory")
        }
        self.stream = stream
    }

    deinit {
        ZSTD_freeDStream(stream)
        buffer.deallocate()
    }

    var consumedByteCount: Int64 { file.consumedByteCount - Int64(input.size - input.pos) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        while output.pos == 0 {
            guard try fill() else { return 0 }
            let result = ZSTD_decompressStream(stream, &output, &input)
            guard ZSTD_isError(result) == 0 else { throw damaged(result) }
            isBetweenFrames = result == 0
            mayHoldOutput = output.pos == output.size
        }
        return output.pos
    }

    /// Makes input available; false at the file's end, which is only right between two frames.
    private func fill() throws(ImportError) -> Bool {
        if input.pos < input.size || (mayHoldOutput && !isBetweenFrames) { return true }
        let came = try file.read(into: buffer)
        input = ZSTD_inBuffer(src: buffer.baseAddress, size: came, pos: 0)
        if came == 0, !isBetweenFrames {
            throw ImportError(
                .corruptArchive,
                "\(file.name) is a zstd file cut off at byte \(file.consumedByteCount); fetch or pack it again")
        }
        return came > 0
    }

    private func damaged(_ result: Int) -> ImportError {
        let reason = String(cString: ZSTD_getErrorName(result))
        return ImportError(
            .corruptArchive,
            "\(file.name) is a damaged zstd file at byte \(consumedByteCount): \(reason); fetch or pack it again")
    }
}
