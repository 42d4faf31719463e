// SPDX-License-Identifier: Apache-2.0

public import Shop

/// One line of a list of snapshots.
public struct SnapshotSummary: Sendable {
    /// The folder's number.
    public var version: UInt64
    /// Whether the server answers from it.
    public var isActive: Bool
    /// Bytes of its files.
    public var byteCount: Int
    /// When it was published; nil when that is not known.
    public var created: Timestamp?
    /// What it says about itself; nil when that cannot be read.
    public var manifest: SnapshotManifest?
    /// Why it cannot be used; nil as far as a look at the manifest tells.
    public var problem: SnapshotError?
}
