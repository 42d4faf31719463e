// SPDX-License-Identifier: Apache-2.0

import Logging
import Placements
import Snapshots
import Store

/// What every connection of a server shares.
final class ServerCore: Sendable {
    let configuration: ServerConfiguration
    let store: ShopStore
    let committer: GroupCommitter
    let engine = RecommendationEngine()
    let keeper: CatalogueKeeper
    let publisher: SnapshotPublisher
    let reports: ReportQueue
    let counters = ServerCounters()
    let logger: Logger
    let started = ContinuousClock.now

    init(_ configuration: ServerConfiguration, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        store = try ShopStore.open(at: configuration.store, as: .server, creating: true)
        committer = try GroupCommitter(store)
        keeper = try CatalogueKeeper(store: store, engine: engine)
        publisher = SnapshotPublisher(
            directory: configuration.models, store: store, engine: engine, keeper: keeper, logger: logger)
        reports = ReportQueue(store)
        publisher.poll()
    }

    /// Ends the threads that work beside the event loops; everything acknowledged is durable afterwards.
    func shutDown() {
        reports.shutDown()
        committer.shutDown()
    }

    /// Looks at what other processes did to the store and to the snapshots.
    func poll() {
        do {
            try keeper.poll()
        } catch {
            logger.warning("cannot read the catalogue", metadata: ["reason": "\(error)"])
        }
        publisher.poll()
    }
}
