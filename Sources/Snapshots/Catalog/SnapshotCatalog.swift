// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// The folder in which snapshots lie, one numbered folder each, and the pointer to the active one.
///
/// Versions count up from 1 and are not given twice. Several processes may publish, activate and read at once: changes
/// hold a lock on the folder, readers see the state before or after, never one between.
public struct SnapshotCatalog: Sendable {
    /// The folder; publishing makes it if need be.
    public let directory: String

    /// The catalog of a folder, which is not touched yet.
    public init(directory: String) { self.directory = directory }

    /// The active version; nil while nothing is published.
    ///
    /// - Complexity: one read of a file of a few bytes; meant to be polled.
    public func current() throws(SnapshotError) -> UInt64? { try ActivationLog.read(in: directory).active }

    /// All snapshots, newest first; one that cannot be read is listed with its problem.
    public func list() throws(SnapshotError) -> [SnapshotSummary] {
        let active = try current()
        var summaries: [SnapshotSummary] = []
        for version in try versions().reversed() {
            summaries.append(try summary(of: version, isActive: version == active))
        }
        return summaries
    }

    /// Makes a version the active one.
    ///
    /// The snapshot is opened first, so that one the server could not use never becomes active.
    /// - Returns: the version that was active before; nil when there was none.
    @discardableResult
    public func activate(_ version: UInt64) throws(SnapshotError) -> UInt64? {
        _ = try Snapshot.open(directory: directory, version: version)
        let lock = try FolderLock(waitingFor: directory)
        defer { withExtendedLifetime(lock) {} }
        var log = try readableLog()
        let previous = log.active
        log.activate(version)
        try log.write(in: directory)
        return previous
    }

    /// Makes the version active that was so before the present one.
    ///
    /// Once more goes one step further back. Versions that are gone by now are passed over.
    /// - Returns: the version that is active now.
    @discardableResult
    public func rollback() throws(SnapshotError) -> UInt64 {
        guard try FileSystem.names(in: directory) != nil else { throw nothingPublished() }
        let lock = try FolderLock(waitingFor: directory)
        defer { withExtendedLifetime(lock) {} }
        var log = try ActivationLog.read(in: directory)
        let there = Set(try versions())
        log.versions = Array(log.versions.dropFirst().drop { !there.contains($0) })
        guard let target = log.active else {
            throw SnapshotError(
                .nothingToRollBackTo,
                "no earlier snapshot of \(directory) was active and is still there; pick one with wicker-train activate"
            )
        }
        _ = try Snapshot.open(directory: directory, version: target)
        try log.write(in: directory)
        return target
    }

    /// Removes the oldest snapshots beyond a number, never the active one.
    ///
    /// A server that still has one mapped goes on using it; its disk space comes back when the server lets go.
    /// - Returns: the versions removed.
    @discardableResult
    public func prune(keeping count: Int) throws(SnapshotError) -> [UInt64] {
        let lock = try FolderLock(waitingFor: directory)
        defer { withExtendedLifetime(lock) {} }
        let active = try current()
        let surplus = try versions().dropLast(max(1, count)).filter { $0 != active }
        for version in surplus { try FileSystem.removeFolder("\(directory)/\(version)") }
        return surplus
    }

    /// Versions whose folder is there, ascending; names that are no number are somebody else's.
    func versions() throws(SnapshotError) -> [UInt64] {
        guard let names = try FileSystem.names(in: directory) else { throw nothingPublished() }
        return names.compactMap { name in UInt64(name).flatMap { String($0) == name ? $0 : nil } }.sorted()
    }

    /// The log as far as it can be read: a damaged one is replaced by whoever activates a version.
    func readableLog() throws(SnapshotError) -> ActivationLog {
        do throws(SnapshotError) {
            return try ActivationLog.read(in: directory)
        } catch {
            if error.code == .damaged { return ActivationLog() }
            throw error
        }
    }

    private func nothingPublished() -> SnapshotError {
        SnapshotError(.missing, "there is no folder of snapshots \(directory); publish one with wicker-train fit")
    }

    private func summary(of version: UInt64, isActive: Bool) throws(SnapshotError) -> SnapshotSummary {
        let folder = "\(directory)/\(version)"
        var summary = SnapshotSummary(version: version, isActive: isActive, byteCount: 0)
        for name in try FileSystem.names(in: folder) ?? [] {
            summary.byteCount += try FileSystem.byteCount(of: "\(folder)/\(name)") ?? 0
        }
        do throws(SnapshotError) {
            summary.created = try PublicationRecord.created(inFolder: folder)
            summary.manifest = try SnapshotManifest.read(inFolder: folder)
        } catch {
            summary.problem = error
        }
        return summary
    }
}
