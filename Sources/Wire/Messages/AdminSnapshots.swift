// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// Asks which snapshots there are.
public struct ListSnapshotsRequest: WireMessage, MappedMessage, Hashable {
    /// A message out of its fields.
    public init() {}

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__ListSnapshotsRequest>) {
        wicker__v1__list_snapshots_request__init(raw)
    }

    init(_ raw: Wicker__V1__ListSnapshotsRequest, _ reader: FieldReader) {}

    func write(to raw: inout Wicker__V1__ListSnapshotsRequest, in arena: Arena) {}

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<ListSnapshotsRequest>()
}

/// A figure by which a snapshot was judged.
public struct Metric: MappedMessage, Hashable, Sendable {
    /// Such as `ndcg@10`.
    public var name: String
    /// The figure.
    public var value: Double

    /// A message out of its fields.
    public init(name: String, value: Double) {
        self.name = name
        self.value = value
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__Metric>) { wicker__v1__metric__init(raw) }

    init(_ raw: Wicker__V1__Metric, _ reader: FieldReader) throws(FieldError) {
        name = try reader.text(raw.name, "name")
        value = raw.value
    }

    func write(to raw: inout Wicker__V1__Metric, in arena: Arena) {
        (raw.has_name, raw.name) = arena.field(name)
        (raw.has_value, raw.value) = arena.field(value)
    }
}

/// One published snapshot.
public struct SnapshotSummary: MappedMessage, Hashable, Sendable {
    /// Counts up from 1.
    public var version: UInt64
    /// When it was published.
    public var created: Timestamp
    /// The recipe it was fitted by.
    public var recipe: String
    /// Whether it answers now.
    public var isActive: Bool
    /// Size on disk.
    public var byteCount: UInt64
    /// How it was judged.
    public var metrics: [Metric]

    /// A message out of its fields.
    public init(
        version: UInt64, created: Timestamp, recipe: String, isActive: Bool, byteCount: UInt64, metrics: [Metric] = []
    ) {
        self.version = version
        self.created = created
        self.recipe = recipe
        self.isActive = isActive
        self.byteCount = byteCount
        self.metrics = metrics
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__SnapshotSummary>) {
        wicker__v1__snapshot_summary__init(raw)
    }

    init(_ raw: Wicker__V1__SnapshotSummary, _ reader: FieldReader) throws(FieldError) {
        version = raw.version
        created = Timestamp(milliseconds: raw.created_ms)
        recipe = try reader.text(raw.recipe, "recipe")
        isActive = raw.active != 0
        byteCount = raw.bytes
        metrics = try reader.list(raw.metrics, raw.n_metrics, "metrics")
    }

    func write(to raw: inout Wicker__V1__SnapshotSummary, in arena: Arena) {
        (raw.has_version, raw.version) = arena.field(version)
        (raw.has_created_ms, raw.created_ms) = arena.field(created.milliseconds)
        (raw.has_recipe, raw.recipe) = arena.field(recipe)
        (raw.has_active, raw.active) = arena.claim(isActive)
        (raw.has_bytes, raw.bytes) = arena.field(byteCount)
        (raw.n_metrics, raw.metrics) = arena.list(metrics)
    }
}

/// The snapshots, newest first.
public struct ListSnapshotsResponse: WireMessage, MappedMessage, Hashable {
    /// Newest first.
    public var snapshots: [SnapshotSummary]

    /// A message out of its fields.
    public init(snapshots: [SnapshotSummary]) {
        self.snapshots = snapshots
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__ListSnapshotsResponse>) {
        wicker__v1__list_snapshots_response__init(raw)
    }

    init(_ raw: Wicker__V1__ListSnapshotsResponse, _ reader: FieldReader) throws(FieldError) {
        snapshots = try reader.list(raw.snapshots, raw.n_snapshots, "snapshots")
    }

    func write(to raw: inout Wicker__V1__ListSnapshotsResponse, in arena: Arena) {
        (raw.n_snapshots, raw.snapshots) = arena.list(snapshots)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<ListSnapshotsResponse>()
}

/// Asks the server to answer from another snapshot.
public struct ActivateSnapshotRequest: WireMessage, MappedMessage, Hashable {
    /// Which.
    public var version: UInt64

    /// A message out of its fields.
    public init(version: UInt64) {
        self.version = version
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__ActivateSnapshotRequest>) {
        wicker__v1__activate_snapshot_request__init(raw)
    }

    init(_ raw: Wicker__V1__ActivateSnapshotRequest, _ reader: FieldReader) throws(FieldError) {
        version = raw.version
    }

    func write(to raw: inout Wicker__V1__ActivateSnapshotRequest, in arena: Arena) {
        (raw.has_version, raw.version) = arena.field(version)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<ActivateSnapshotRequest>()
}

/// Which snapshot answers now.
public struct ActivateSnapshotResponse: WireMessage, MappedMessage, Hashable {
    /// The one that answered before; 0 when there was none.
    public var previous: UInt64
    /// The one that answers from now on.
    public var active: UInt64

    /// A message out of its fields.
    public init(previous: UInt64, active: UInt64) {
        self.previous = previous
        self.active = active
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__ActivateSnapshotResponse>) {
        wicker__v1__activate_snapshot_response__init(raw)
    }

    init(_ raw: Wicker__V1__ActivateSnapshotResponse, _ reader: FieldReader) throws(FieldError) {
        previous = raw.previous
        active = raw.active
    }

    func write(to raw: inout Wicker__V1__ActivateSnapshotResponse, in arena: Arena) {
        (raw.has_previous, raw.previous) = arena.field(previous)
        (raw.has_active, raw.active) = arena.field(active)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<ActivateSnapshotResponse>()
}
