// SPDX-License-Identifier: Apache-2.0

import NIOPosix
import Placements
import Shop
import Snapshots
import Store
import Wire

/// The service `Admin`.
extension LoopResources {
    func status(_ request: StatusRequest) throws(WireError) -> StatusResponse {
        let counts = try read { try $0.counts }
        let uptime = ContinuousClock.now - core.started
        return StatusResponse(
            version: serverVersion, snapshot: core.engine.snapshot, users: counts.users, items: counts.items,
            events: counts.events, uptimeMilliseconds: UInt64(uptime / .milliseconds(1)),
            connections: core.counters.connections, calls: core.counters.calls,
            callsFailed: core.counters.callsFailed, storeByteCount: UInt64(clamping: core.store.byteCount))
    }

    /// Reads the snapshots' manifests, away from the event loop.
    func listSnapshots(_ request: ListSnapshotsRequest, reply: @escaping Reply<ListSnapshotsResponse>) {
        let publisher = core.publisher
        let engine = core.engine
        Self.offLoop(reply) {
            let active = engine.snapshot
            return ListSnapshotsResponse(
                snapshots: try publisher.list().map { Wire.SnapshotSummary($0, active: active) })
        }
    }

    /// Maps the snapshot and ranks its fallbacks, away from the event loop.
    func activateSnapshot(_ request: ActivateSnapshotRequest, reply: @escaping Reply<ActivateSnapshotResponse>) {
        let publisher = core.publisher
        Self.offLoop(reply) {
            let previous = try publisher.activate(request.version)
            return ActivateSnapshotResponse(previous: previous, active: request.version)
        }
    }

    private static func offLoop<Response: Sendable>(
        _ reply: @escaping Reply<Response>, _ work: @escaping @Sendable () throws -> Response
    ) {
        NIOThreadPool.singleton.submit { state in
            guard case .active = state else {
                return reply(.failure(WireError(.unavailable, "the server is shutting down")))
            }
            do { reply(.success(try work())) } catch { reply(.failure(WireError(below: error))) }
        }
    }
}

extension Wire.SnapshotSummary {
    fileprivate init(_ summary: Snapshots.SnapshotSummary, active: UInt64) {
        let metrics = summary.manifest?.metrics ?? [:]
        self.init(
            version: summary.version, created: summary.created ?? Timestamp(milliseconds: 0),
            recipe: summary.manifest?.recipeName ?? "", isActive: summary.version == active,
            byteCount: UInt64(clamping: summary.byteCount),
            metrics: metrics.sorted { $0.key < $1.key }.map { Metric(name: $0.key, value: $0.value) })
    }
}
