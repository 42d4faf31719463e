// SPDX-License-Identifier: Apache-2.0

public import Wire

/// What a server is told before it starts.
public struct ServerConfiguration: Sendable {
    /// Folder of the store; made when it is missing.
    public var store: String
    /// Folder of the snapshots.
    public var models: String
    /// YAML file with rules; nil for none.
    public var knowledge: String?
    /// Address to listen on.
    public var host = "127.0.0.1"
    /// Port to listen on; 0 takes a free one.
    public var port = 7700
    /// Event-loop threads.
    public var threadCount = 1
    /// Connections at once; more are told so and closed.
    public var connectionCount = 10_000
    /// Bounds of each connection.
    public var limits = ConnectionLimits()
    /// How often the store and the snapshots are looked at for what other processes did.
    public var pollInterval = Duration.milliseconds(200)
    /// How long open calls may take to end after the server was told to stop.
    public var drainTimeout = Duration.seconds(10)

    /// A configuration with every default.
    public init(store: String, models: String) {
        self.store = store
        self.models = models
    }
}
