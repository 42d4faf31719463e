// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import Server

/// `wicker serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer over the network, record what happens, and take up new models by itself.",
        discussion: """
            Prints “listening on HOST:PORT” when it is ready. A snapshot that wicker-train publishes is taken up within
            a second, without a pause. SIGTERM or SIGINT: no new calls are taken, open ones are finished, everything
            acknowledged is on disk, exit 0.

            A flag wins over an environment variable, a variable over the file; in brackets the names each goes by.

              wicker serve --store shop --models models --listen 127.0.0.1:7700
              WICKER_THREADS=4 wicker serve --config /etc/wicker.yaml
            """)

    @OptionGroup var options: ServeOptions

    func run() async throws {
        let settings = try ServeSettings(options, environment: ProcessInfo.processInfo.environment)
        let logger = Self.logger(settings.logLevel)
        let server = try await RecommendationServer.start(settings.configuration, logger: logger)
        let address = Address(host: settings.listen.host, port: server.port)
        FileHandle.standardOutput.write(Data("listening on \(address)\n".utf8))
        await TerminationSignal.wait()
        await server.stop()
    }

    private static func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "wicker", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = level
        return logger
    }
}

/// SIGTERM and SIGINT, waited for.
private enum TerminationSignal {
    static func wait() async {
        let signals = [SIGTERM, SIGINT]
        for number in signals { signal(number, SIG_IGN) }
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let sources = signals.map { number in
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
        for await _ in stream { break }
        for source in sources { source.cancel() }
    }
}
