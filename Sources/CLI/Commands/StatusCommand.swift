// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient
import Wire

/// `wicker status`.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How is the server, and what does it answer from?")

    @OptionGroup var client: ClientOptions

    func run() async throws {
        let (status, snapshots) = try await client.ask { client in
            (try await client.status(), try await client.listSnapshots().snapshots)
        }
        if client.json { return try printJSON(StatusOutput(status, snapshots)) }
        print(
            """
            server       \(client.server), version \(status.version), up \(status.uptimeMilliseconds / 1_000) s
            snapshot     \(status.snapshot == 0 ? "none; publish one with wicker-train fit" : "\(status.snapshot)")
            store        \(status.users) users, \(status.items) items, \(status.events) events, \
            \(status.storeByteCount / 1_048_576) MiB
            connections  \(status.connections)
            calls        \(status.calls), of which \(status.callsFailed) failed
            """)
        for snapshot in snapshots {
            let metrics = snapshot.metrics.map { " \($0.name) \($0.value.text(decimals: 4))" }.joined()
            print("  \(snapshot.isActive ? "→" : " ") \(snapshot.version) by \(snapshot.recipe)\(metrics)")
        }
    }
}

/// What `wicker status --json` prints.
private struct StatusOutput: Encodable {
    struct Snapshot: Encodable {
        var version: UInt64
        var recipe: String
        var active: Bool
        var bytes: UInt64
        var metrics: [String: Double]
    }

    enum CodingKeys: String, CodingKey {
        case version
        case snapshot
        case users
        case items
        case events
        case uptimeMilliseconds = "uptime_ms"
        case connections
        case calls
        case callsFailed = "calls_failed"
        case storeBytes = "store_bytes"
        case snapshots
    }

    var version: String
    var snapshot: UInt64
    var users: Int
    var items: Int
    var events: Int
    var uptimeMilliseconds: UInt64
    var connections: Int
    var calls: UInt64
    var callsFailed: UInt64
    var storeBytes: UInt64
    var snapshots: [Snapshot]

    init(_ status: StatusResponse, _ known: [SnapshotSummary]) {
        version = status.version
        snapshot = status.snapshot
        users = status.users
        items = status.items
        events = status.events
        uptimeMilliseconds = status.uptimeMilliseconds
        connections = status.connections
        calls = status.calls
        callsFailed = status.callsFailed
        storeBytes = status.storeByteCount
        snapshots = known.map { snapshot in
            Snapshot(
                version: snapshot.version, recipe: snapshot.recipe, active: snapshot.isActive,
                bytes: snapshot.byteCount,
                metrics: Dictionary(snapshot.metrics.map { ($0.name, $0.value) }) { first, _ in first })
        }
    }
}
