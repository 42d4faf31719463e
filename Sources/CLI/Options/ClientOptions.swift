// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WickerClient

/// What every command that asks a server takes.
struct ClientOptions: ParsableArguments {
    @Option(help: "The server's address; default from WICKER_SERVER, else 127.0.0.1:7700.")
    var server: Address = .fromEnvironment

    @Option(help: "Seconds to wait for the answer.")
    var timeout: Double = 10

    @Flag(help: "Print one JSON object instead of a table.")
    var json = false

    mutating func validate() throws {
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout: \(timeout) is outside 0 to 86,400 seconds")
        }
    }

    /// Opens a client, asks, and closes it whatever happened.
    func ask<Answer>(_ question: (WickerClient) async throws -> Answer) async throws -> Answer {
        var configuration = ClientConfiguration()
        configuration.connectionCount = 1
        configuration.timeout = .seconds(timeout)
        let client = WickerClient(host: server.host, port: server.port, configuration: configuration)
        do {
            let answer = try await question(client)
            await client.close()
            return answer
        } catch {
            await client.close()
            throw error
        }
    }
}
