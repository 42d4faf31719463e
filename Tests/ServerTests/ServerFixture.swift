// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Recommenders
import Server
import Shop
import Snapshots
import Store
import WickerClient

/// A real server on loopback over a temporary store, with a client.
final class ServerFixture: Sendable {
    let folder: URL
    let server: RecommendationServer
    let client: WickerClient

    private init(folder: URL, server: RecommendationServer, client: WickerClient) {
        self.folder = folder
        self.server = server
        self.client = client
    }

    /// A logger that says nothing.
    static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    var storePath: String { folder.path + "/store" }
    var modelsPath: String { folder.path + "/models" }

    /// Starts a server, runs the body, and ends both whatever happened.
    static func run(
        configure: (inout ServerConfiguration) -> Void = { _ in },
        _ body: (ServerFixture) async throws -> Void
    ) async throws {
        let fixture = try await start(configure)
        do {
            try await body(fixture)
        } catch {
            await fixture.end()
            throw error
        }
        await fixture.end()
    }

    private static func start(_ configure: (inout ServerConfiguration) -> Void) async throws -> ServerFixture {
        let folder = FileManager.default.temporaryDirectory.appending(path: "wicker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var configuration = ServerConfiguration(store: folder.path + "/store", models: folder.path + "/models")
        configuration.port = 0
        configuration.threadCount = 2
        configuration.pollInterval = .milliseconds(20)
        configure(&configuration)
        let server = try await RecommendationServer.start(configuration, logger: silence)
        return ServerFixture(folder: folder, server: server, client: client(of: server.port))
    }

    /// A client with one connection that waits long enough for a slow test machine.
    static func client(of port: Int) -> WickerClient {
        var configuration = ClientConfiguration()
        configuration.connectionCount = 1
        configuration.timeout = .seconds(60)
        return WickerClient(host: "127.0.0.1", port: port, configuration: configuration)
    }

    private func end() async {
        await client.close()
        await server.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Records five letters' and five digits' fans, each user all but one of theirs.
    func recordTwoTastes() async throws {
        let tastes = [["a", "b", "c", "d", "e"], ["1", "2", "3", "4", "5"]]
        var events: [Event] = []
        for (taste, items) in tastes.enumerated() {
            for user in items.indices {
                for item in items.indices where item != user {
                    events.append(
                        Event(
                            user: "\(taste)-\(user)", item: items[item], type: "purchase",
                            timestamp: Timestamp(milliseconds: Int64(item))))
                }
            }
        }
        _ = try await client.recordEvents(events)
    }

    /// Publishes a snapshot of that store, as the trainer would in another process, and waits until it answers.
    func publish(
        _ interactions: Interactions, store identity: String, adding kinds: [(RecommenderKind, Settings)] = []
    ) async throws -> UInt64 {
        var dataset = Dataset(interactions)
        if !kinds.isEmpty { dataset.items = try server.readItems() }
        var draft = SnapshotDraft(
            recipeName: "fixture", store: identity,
            dataset: DatasetFingerprint(
                users: dataset.userCount, items: dataset.itemCount, events: interactions.count, hash: 0))
        for (kind, settings) in [(RecommenderKind.popularity, Settings()), (.itemKNN, Settings())] + kinds {
            draft.recommenders.append(
                SnapshotDraft.Recommender(
                    name: kind.rawValue, kind: kind, weighting: try kind.weighting(settings: settings),
                    model: try kind.fit(dataset, settings: settings)))
        }
        draft.placements = ["home", "product"].map {
            PlacementPlan(name: $0, recommender: "item-knn", fallback: "popularity")
        }
        let version = try SnapshotCatalog(directory: modelsPath).publish(draft)
        while try await client.status().snapshot != version { await Task.yield() }
        return version
    }

    /// Reads the server's store from outside through a backup, since one process opens a store once.
    func publish(adding kinds: [(RecommenderKind, Settings)] = []) async throws -> UInt64 {
        let (interactions, identity) = try server.readStore()
        return try await publish(interactions, store: identity, adding: kinds)
    }
}
