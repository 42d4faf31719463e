// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
public import Shop

extension SnapshotCatalog {
    private static let unfinishedPrefix = ".unfinished-"

    /// Makes the folder if need be, so that one that cannot be had is known before the work begins.
    public func prepare() throws(SnapshotError) {
        try FileSystem.makeFolder(directory)
        guard access(directory, W_OK | X_OK) == 0 else { throw FileSystem.failure("cannot write to \(directory)") }
    }

    /// Writes a snapshot and gives it the next version, in one step: it is there whole or not at all.
    ///
    /// What a publisher that was killed left behind is removed.
    ///
    /// - Parameters:
    ///   - activating: whether the server shall answer from it.
    ///   - created: the moment of publication; the clock's by default.
    /// - Returns: the version.
    /// - Throws: `unpublishable`, `inputOutput`; nothing is published then, and what was active stays so.
    @discardableResult
    public func publish(
        _ draft: SnapshotDraft, activating: Bool = true, created: Timestamp? = nil
    ) throws(SnapshotError) -> UInt64 {
        try prepare()
        let unfinished = "\(directory)/\(Self.unfinishedPrefix)\(UUID().uuidString)"
        let claim = try start(unfinished)
        defer { withExtendedLifetime(claim) {} }
        do throws(SnapshotError) {
            try draft.write(into: unfinished)
            let milliseconds = created?.milliseconds ?? Int64(Date().timeIntervalSince1970 * 1000)
            try PublicationRecord(createdMilliseconds: milliseconds).write(into: unfinished)
            try FileSystem.synchronise(folder: unfinished)
            return try finish(unfinished, activating: activating)
        } catch {
            try? FileSystem.removeFolder(unfinished)
            throw error
        }
    }

    private func start(_ unfinished: String) throws(SnapshotError) -> FolderLock {
        let lock = try FolderLock(waitingFor: directory)
        defer { withExtendedLifetime(lock) {} }
        try removeLeftovers()
        try FileSystem.makeFolder(unfinished)
        return try FolderLock(waitingFor: unfinished)
    }

    private func finish(_ unfinished: String, activating: Bool) throws(SnapshotError) -> UInt64 {
        let lock = try FolderLock(waitingFor: directory)
        defer { withExtendedLifetime(lock) {} }
        var log = try readableLog()
        let version = max(try versions().last ?? 0, log.versions.max() ?? 0) + 1
        try FileSystem.move(unfinished, to: "\(directory)/\(version)", in: directory)
        if activating {
            log.activate(version)
            try log.write(in: directory)
        }
        return version
    }

    /// Removes unfinished folders that nobody works on: a living publisher holds a lock on its own.
    private func removeLeftovers() throws(SnapshotError) {
        for name in try FileSystem.names(in: directory) ?? [] where name.hasPrefix(Self.unfinishedPrefix) {
            let folder = "\(directory)/\(name)"
            if let claim = FolderLock(tryingFor: folder) {
                try FileSystem.removeFolder(folder)
                _ = consume claim
            }
        }
    }
}
