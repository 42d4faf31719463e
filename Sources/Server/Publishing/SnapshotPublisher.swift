// SPDX-License-Identifier: Apache-2.0

import Logging
import Placements
import Snapshots
import Store
import Synchronization

/// Puts the active snapshot before the engine, and another one when it becomes active.
///
/// A snapshot that cannot be used is logged once and the one before goes on answering.
final class SnapshotPublisher: Sendable {
    let catalog: SnapshotCatalog
    private let directory: String
    private let store: ShopStore
    private let engine: RecommendationEngine
    private let keeper: CatalogueKeeper
    private let logger: Logger
    private let refused = Mutex<UInt64?>(nil)
    private let lastWarning = Mutex("")

    init(
        directory: String, store: ShopStore, engine: RecommendationEngine, keeper: CatalogueKeeper, logger: Logger
    ) {
        self.directory = directory
        self.store = store
        self.engine = engine
        self.keeper = keeper
        self.logger = logger
        catalog = SnapshotCatalog(directory: directory)
    }

    /// All snapshots, newest first; none while nothing was ever published.
    func list() throws(SnapshotError) -> [SnapshotSummary] {
        do throws(SnapshotError) { return try catalog.list() } catch {
            if error.code == .missing { return [] }
            throw error
        }
    }

    /// Takes up the active snapshot if it is another than the engine's.
    func poll() {
        do {
            guard let current = try catalog.current(), current != engine.snapshot else { return }
            if refused.withLock({ $0 }) == current { return }
            try publish(current)
        } catch let error as SnapshotError where error.code == .missing {
            return  // nothing was published yet
        } catch {
            warn("\(error)")
        }
    }

    /// Makes a version the active one, on disk and here.
    ///
    /// - Returns: the version that was active before; 0 for none.
    func activate(_ version: UInt64) throws -> UInt64 {
        let models = try prepare(version)
        let previous = try catalog.activate(version) ?? 0
        try publish(models)
        return previous
    }

    /// Says once what is in the way, and again only when that changes.
    private func warn(_ reason: String) {
        let isNew = lastWarning.withLock { last in
            defer { last = reason }
            return last != reason
        }
        if isNew {
            logger.warning("cannot take up a snapshot", metadata: ["models": "\(directory)", "reason": "\(reason)"])
        }
    }

    private func publish(_ version: UInt64) throws {
        do {
            try publish(try prepare(version))
        } catch {
            refused.withLock { $0 = version }
            throw error
        }
    }

    private func prepare(_ version: UInt64) throws -> ServingModels {
        let snapshot = try Snapshot.open(directory: directory, version: version, expecting: store.identity)
        let ownTypes = try store.read { (transaction) throws(StoreError) in try transaction.eventTypes.ownNames }
        try keeper.poll()  // the snapshot may name items that became known a moment ago
        return try ServingModels(snapshot, ownTypes: ownTypes)
    }

    private func publish(_ models: ServingModels) throws {
        try keeper.publish(models)
        refused.withLock { $0 = nil }
        lastWarning.withLock { $0 = "" }
        logger.info("answering from snapshot", metadata: ["snapshot": "\(models.version)"])
    }
}
