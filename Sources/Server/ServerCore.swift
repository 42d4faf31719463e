// SPDX-License-Identifier: Apache-2.0

import Logging
import Placements
import Shop
import Snapshots
import Store

/// What every connection of a server shares.
final class ServerCore: Sendable {
    let configuration: ServerConfiguration
    let store: ShopStore
    let committer: GroupCommitter
    let engine = RecommendationEngine()
    let keeper: CatalogueKeeper
    let sessions: SessionFollower
    let publisher: SnapshotPublisher
    let reports: ReportQueue
    let rules: RulePublisher?
    let counters = ServerCounters()
    let logger: Logger
    let started = ContinuousClock.now

    init(_ configuration: ServerConfiguration, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        store = try ShopStore.open(at: configuration.store, as: .server, creating: true)
        committer = try GroupCommitter(store)
        keeper = try CatalogueKeeper(store: store, engine: engine)
        sessions = try SessionFollower(store: store, engine: engine)
        publisher = SnapshotPublisher(
            directory: configuration.models, store: store, engine: engine, keeper: keeper, logger: logger)
        reports = ReportQueue(store)
        rules = try configuration.knowledge.map { [engine] in
            try RulePublisher(path: $0, engine: engine, logger: logger)
        }
        logOmissions()
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
        followSessions()
        publisher.poll()
        rules?.poll()
    }

    /// Says which attributes the catalogue has but nobody can ask for.
    private func logOmissions() {
        for report in engine.attributes.schema {
            if let omission = report.omission {
                logger.warning("an attribute is left out", metadata: ["reason": "“\(report.name)” \(omission)"])
            } else if !report.strays.isEmpty {
                let items = report.strays.values.reduce(0, +)
                logger.warning(
                    "an attribute has values of several kinds, so that requirements cannot name it",
                    metadata: ["attribute": "\(report.name)", "strays": "\(items)"])
            }
        }
    }

    /// Takes up the sessions of events that were recorded; what cannot be read now is read the next time.
    func followSessions() {
        do {
            try sessions.follow()
        } catch {
            logger.warning("cannot read recorded sessions", metadata: ["reason": "\(error)"])
        }
    }
}
