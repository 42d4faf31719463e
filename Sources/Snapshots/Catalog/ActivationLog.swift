// SPDX-License-Identifier: Apache-2.0

/// Which snapshot is active, and which were before: the file `CURRENT`.
///
/// One version a line, the active one first, then the one before it, and so on. Activating and rolling back replace the
/// whole file in one step, so a reader sees the old state or the new one.
struct ActivationLog: Equatable {
    static let fileName = "CURRENT"
    private static let lengthLimit = 100
    private static let byteLimit = 65_536

    /// Newest first.
    var versions: [UInt64] = []

    /// The active version; nil while there is none.
    var active: UInt64? { versions.first }

    /// Reads the file; an absent one is an empty log.
    static func read(in directory: String) throws(SnapshotError) -> ActivationLog {
        let path = "\(directory)/\(fileName)"
        guard let bytes = try FileSystem.read(path, limit: byteLimit) else { return ActivationLog() }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let versions = lines.compactMap { UInt64($0) }
        guard versions.count == lines.count, !versions.isEmpty else {
            throw SnapshotError(.damaged, "\(path) holds no version numbers; mend it with wicker-train activate")
        }
        return ActivationLog(versions: versions)
    }

    /// Puts a version in front; the active one is not repeated.
    mutating func activate(_ version: UInt64) {
        if active != version { versions.insert(version, at: 0) }
        versions = Array(versions.prefix(Self.lengthLimit))
    }

    /// Replaces the file, durably and in one step.
    func write(in directory: String) throws(SnapshotError) {
        let path = "\(directory)/\(Self.fileName)"
        let text = versions.map { "\($0)\n" }.joined()
        try FileSystem.write(Array(text.utf8), to: "\(path).new")
        try FileSystem.move("\(path).new", to: path, in: directory)
    }
}
