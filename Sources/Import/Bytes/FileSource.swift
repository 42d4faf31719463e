// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A plain file or a pipe, read in order.
final class FileSource: ByteSource {
    /// How messages name it: the path, or `standard input`.
    let name: String
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private var peeked: [UInt8] = []
    private(set) var consumedByteCount: Int64 = 0

    /// Opens the file at `path`; `-` is standard input.
    init(path: String) throws(ImportError) {
        guard path != "-" else {
            (name, descriptor, ownsDescriptor) = ("standard input", STDIN_FILENO, false)
            return
        }
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw Self.openError(path, errno) }
        (name, descriptor, ownsDescriptor) = (path, opened, true)
        guard (status.st_mode & S_IFMT) != S_IFDIR else {
            throw ImportError(.unreadable, "\(path) is a directory, not a file")
        }
    }

    deinit {
        if ownsDescriptor { close(descriptor) }
    }

    /// Size of the regular file at `path`; nil for anything else.
    ///
    /// The file is not opened, since a pipe would lose its writer.
    static func regularByteCount(_ path: String) -> Int64? {
        var status = stat()
        guard path != "-", stat(path, &status) == 0, (status.st_mode & S_IFMT) == S_IFREG else { return nil }
        return Int64(status.st_size)
    }

    /// Makes sure, before anything is imported, that the file can be opened.
    static func requireReadable(_ path: String) throws(ImportError) {
        if path != "-", access(path, R_OK) != 0 { throw openError(path, errno) }
    }

    /// Size in bytes; nil for a pipe, whose end nobody knows beforehand.
    var byteCount: Int64? {
        let status = status
        return (status.st_mode & S_IFMT) == S_IFREG ? Int64(status.st_size) : nil
    }

    /// When a regular file was last written, in milliseconds since the epoch; nil for a pipe.
    var modificationMilliseconds: Int64? {
        guard byteCount != nil else { return nil }
        let time = status.st_mtim
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// The first bytes without taking them, at most `count`, fewer where the file is shorter; only before any read.
    func peek(_ count: Int) throws(ImportError) -> [UInt8] {
        precondition(consumedByteCount == 0 && peeked.isEmpty, "peeked into \(name) after \(consumedByteCount) bytes")
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let came = try readDescriptor(&bytes, from: filled)
            if came == 0 { break }
            filled += came
        }
        peeked = Array(bytes[..<filled])
        return peeked
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        var count = min(peeked.count, buffer.count)
        if count > 0 {
            buffer.copyBytes(from: peeked[..<count])
            peeked.removeFirst(count)
        } else {
            count = try readDescriptor(buffer)
        }
        consumedByteCount += Int64(count)
        return count
    }

    /// Bytes at an offset of a regular file, without moving the reading position.
    func bytes(at offset: Int64, count: Int) throws(ImportError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let came = pread(descriptor, &bytes, count, off_t(offset))
        guard came >= 0 else { throw readError(errno) }
        return Array(bytes[..<came])
    }

    private var status: stat {
        var status = stat()
        fstat(descriptor, &status)
        return status
    }

    private func readDescriptor(_ bytes: inout [UInt8], from start: Int) throws(ImportError) -> Int {
        var came = 0
        var failure: ImportError?
        bytes.withUnsafeMutableBytes { buffer in
            do throws(ImportError) {
                came = try readDescriptor(UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return came
    }

    private func readDescriptor(_ buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        while true {
            let came = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if came >= 0 { return came }
            if errno != EINTR { throw readError(errno) }
        }
    }

    private func readError(_ number: Int32) -> ImportError {
        ImportError(
            .unreadable, "cannot read \(name) after byte \(consumedByteCount): \(String(cString: strerror(number)))")
    }

    private static func openError(_ path: String, _ number: Int32) -> ImportError {
        guard number == ENOENT else {
            return ImportError(.unreadable, "cannot open \(path): \(String(cString: strerror(number)))")
        }
        return ImportError(.missingFile, "no file \(path); check the path")
    }
}
