// SPDX-License-Identifier: Apache-2.0

/// Bytes that come one after the other: a file, a pipe, or what a decompressor makes of one.
protocol ByteSource: AnyObject {
    /// Fills the front of `buffer`, which is not empty, and returns how many bytes came; 0 at the end and ever after.
    ///
    /// - Throws: ``ImportError`` `unreadable` or `corruptArchive`, naming the file and the byte.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int

    /// Bytes taken from the file itself so far, compressed ones where it is compressed: the measure of progress.
    var consumedByteCount: Int64 { get }
}

/// Sizes of the buffers between a file and its rows.
enum BufferSize {
    /// Bytes asked of a file at once.
    static let chunk = 1 << 20
    /// Longest row, in bytes; a longer one is rejected and skipped.
    static let record = 1 << 20
}
