// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The few durable file operations that publishing needs.
enum FileSystem {
    /// A file's bytes; nil when there is no such file.
    ///
    /// - Throws: `damaged` when it is larger than `limit`, which is checked before a byte is kept.
    static func read(_ path: String, limit: Int) throws(SnapshotError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw failure("cannot open \(path)") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 0)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw failure("cannot read \(path)") }
            if count == 0 { return bytes }
            guard bytes.count + count <= limit else {
                throw SnapshotError(.damaged, "\(path) is larger than \(limit) bytes")
            }
            bytes += chunk[..<count]
        }
    }

    /// Writes a new file; when this returns, its bytes are on the disk.
    static func write(_ bytes: [UInt8], to path: String) throws(SnapshotError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("cannot create \(path)") }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            guard count > 0 else { throw failure("cannot write \(path)") }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw failure("cannot make \(path) durable") }
    }

    /// Makes one name point to another file or folder in one step, durably.
    static func move(_ source: String, to target: String, in folder: String) throws(SnapshotError) {
        guard rename(source, target) == 0 else { throw failure("cannot rename \(source) to \(target)") }
        try synchronise(folder: folder)
    }

    /// Makes the names in a folder durable.
    static func synchronise(folder: String) throws(SnapshotError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot open \(folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot make \(folder) durable") }
    }

    /// Makes a folder, and those it lies in, unless they are there.
    static func makeFolder(_ path: String) throws(SnapshotError) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        guard errno == ENOENT, !parent.isEmpty else { throw failure("cannot make the folder \(path)") }
        try makeFolder(parent)
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("cannot make the folder \(path)") }
    }

    /// Names in a folder, sorted; nil when there is no such folder.
    static func names(in folder: String) throws(SnapshotError) -> [String]? {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return nil }
            throw failure("cannot list \(folder)")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a folder of plain files.
    static func removeFolder(_ path: String) throws(SnapshotError) {
        for name in try names(in: path) ?? [] {
            guard unlink("\(path)/\(name)") == 0 || errno == ENOENT else {
                throw failure("cannot remove \(path)/\(name)")
            }
        }
        guard rmdir(path) == 0 || errno == ENOENT else { throw failure("cannot remove \(path)") }
    }

    /// Size of a file; nil when there is no such file.
    static func byteCount(of path: String) throws(SnapshotError) -> Int? {
        var status = stat()
        if stat(path, &status) == 0 { return Int(status.st_size) }
        if errno == ENOENT { return nil }
        throw failure("cannot look at \(path)")
    }

    static func failure(_ action: String) -> SnapshotError {
        SnapshotError(.inputOutput, "\(action): \(String(cString: strerror(errno)))")
    }
}
