// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What `wicker serve` can be told, each by a flag, an environment variable or a line of the configuration file.
struct ServeOptions: ParsableArguments {
    @Option(help: "Folder of the store; made when it is missing. (WICKER_STORE, store)")
    var store: String?

    @Option(help: "Folder of the snapshots that wicker-train publishes. (WICKER_MODELS, models)")
    var models: String?

    @Option(
        help:
            "YAML file with rules on which items go together, need each other or must not meet; read again when it changes. (WICKER_KNOWLEDGE, knowledge)"
    )
    var knowledge: String?

    @Option(help: "HOST:PORT to listen on; port 0 takes a free one. Default 127.0.0.1:7700. (WICKER_LISTEN, listen)")
    var listen: Address?

    @Option(help: "Event-loop threads; default one for each core it may run on. (WICKER_THREADS, threads)")
    var threads: Int?

    @Option(help: "Connections at once; more are turned away. Default 10000. (WICKER_MAX_CONNECTIONS, maxConnections)")
    var maxConnections: Int?

    @Option(help: "Calls at once on one connection. Default 256. (WICKER_MAX_CALLS, maxCalls)")
    var maxCalls: Int?

    @Option(help: "Largest frame in bytes. Default 4194304. (WICKER_MAX_FRAME_BYTES, maxFrameBytes)")
    var maxFrameBytes: Int?

    @Option(
        help:
            "Seconds without a frame after which a connection is closed. Default 600. (WICKER_IDLE_TIMEOUT, idleTimeout)"
    )
    var idleTimeout: Int?

    @Option(help: "trace, debug, info, notice, warning, error or critical. Default info. (WICKER_LOG_LEVEL, logLevel)")
    var logLevel: String?

    @Option(name: .customLong("config"), help: "YAML file with any of these. (WICKER_CONFIG)")
    var file: String?
}
