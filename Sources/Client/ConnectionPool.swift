// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers
import NIOCore

/// The connections of one client, made when first needed and made anew when they break.
final class ConnectionPool: Sendable {
    private struct State {
        var slots: [Int: EventLoopFuture<Connection>] = [:]
        var calls = 0
        var isClosed = false
    }

    private let state = NIOLockedValueBox(State())
    private let slotCount: Int
    private let open: @Sendable () -> EventLoopFuture<Connection>

    private let server: String

    init(server: String, slotCount: Int, open: @escaping @Sendable () -> EventLoopFuture<Connection>) {
        precondition(slotCount > 0, "\(slotCount) connections")
        self.server = server
        self.slotCount = slotCount
        self.open = open
    }

    /// The connection whose turn it is.
    func next() async throws(ClientError) -> Connection {
        let number = state.withLockedValue { state in
            state.calls &+= 1
            return Int(UInt(bitPattern: state.calls) % UInt(slotCount))
        }
        let first = try slot(number, replacing: nil)
        let connection = try await settled(first)
        guard connection.isRetired else { return connection }
        return try await settled(try slot(number, replacing: first))
    }

    /// A connection of the caller's own, which the caller closes.
    func own() async throws(ClientError) -> Connection {
        try await settled(open())
    }

    /// Closes all; calls that come later fail.
    func close() async {
        let futures = state.withLockedValue { state in
            state.isClosed = true
            defer { state.slots.removeAll() }
            return Array(state.slots.values)
        }
        for future in futures {
            guard case .success(let connection) = await future.result() else { continue }
            _ = await connection.close().result()
        }
    }

    /// The slot's connection; a new one when there is none or it is still the `retired` one.
    private func slot(
        _ number: Int, replacing retired: EventLoopFuture<Connection>?
    ) throws(ClientError) -> EventLoopFuture<Connection> {
        let future = state.withLockedValue { state -> EventLoopFuture<Connection>? in
            guard !state.isClosed else { return nil }
            if let found = state.slots[number], found !== retired { return found }
            let future = open()
            state.slots[number] = future
            return future
        }
        guard let future else { throw ClientError(.cancelled, "the client is closed") }
        future.whenFailure { _ in self.forget(number, future) }
        return future
    }

    private func forget(_ number: Int, _ failed: EventLoopFuture<Connection>) {
        state.withLockedValue { state in
            if state.slots[number] === failed { state.slots[number] = nil }
        }
    }

    private func settled(_ future: EventLoopFuture<Connection>) async throws(ClientError) -> Connection {
        switch await future.result() {
        case .success(let connection): return connection
        case .failure(let error):
            throw ClientError(.unavailable, "cannot connect to \(server); is wicker serve running there?", cause: error)
                .untouched
        }
    }
}

extension EventLoopFuture where Value: Sendable {
    /// The outcome, once it is there.
    func result() async -> Result<Value, any Error> {
        await withCheckedContinuation { continuation in whenComplete { continuation.resume(returning: $0) } }
    }
}
