// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers
import NIOCore
import Shop
public import Wire

/// The answers of a call that has many, in order; to be read by one task.
public struct MessageStream<Message: WireMessage>: AsyncSequence, Sendable {
    /// What a step of the stream may throw.
    public typealias Failure = ClientError

    private let handle: StreamHandle<Message>

    init(_ source: StreamSource<Message>) { handle = StreamHandle(source) }

    /// The stream's own connection.
    var channel: any Channel { handle.source.connection.channel }

    /// Messages received and not yet taken.
    var waitingCount: Int { handle.source.waitingCount }

    /// Begins to read.
    public func makeAsyncIterator() -> Iterator { Iterator(handle: handle) }

    /// Reads message by message.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let handle: StreamHandle<Message>

        /// The next message; nil after the last.
        public mutating func next() async throws(ClientError) -> Message? {
            try await handle.source.next().get()
        }

        /// The next message; nil after the last.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(ClientError) -> Message? {
            try await handle.source.next().get()
        }
    }
}

/// Closes the stream's connection when nobody reads any more.
private final class StreamHandle<Message: WireMessage>: Sendable {
    let source: StreamSource<Message>

    init(_ source: StreamSource<Message>) { self.source = source }

    deinit { source.stop() }
}

/// Messages between the event loop that receives them and the task that takes them.
///
/// Above `highMark` waiting messages the connection is not read; at `lowMark` it is read again.
final class StreamSource<Message: WireMessage>: Sendable {
    private typealias Step = Result<Message?, ClientError>

    private struct State {
        var messages = CircularBuffer<Message>()
        var end: Step?
        var waiter: CheckedContinuation<Step, Never>?
        var isPaused = false
    }

    private let highMark = 8
    private let lowMark = 2
    let connection: Connection
    private let state = NIOLockedValueBox(State())

    init(_ connection: Connection) { self.connection = connection }

    var waitingCount: Int { state.withLockedValue { $0.messages.count } }

    func deliver(_ bytes: ByteBuffer, _ arena: Arena) {
        do throws(WireError) {
            take(try Message.decode(bytes, in: arena, receivedAt: Timestamp(milliseconds: 0)))
        } catch {
            end(.failure(ClientError(.internal, "an answer cannot be read: \(error.message)", cause: error)))
        }
    }

    func finish(_ result: Result<ByteBuffer?, ClientError>, _ arena: Arena) {
        if case .success(let last?) = result { deliver(last, arena) }
        end(result.map { _ in nil })
    }

    func next() async -> Result<Message?, ClientError> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if let step = step(or: continuation) { continuation.resume(returning: step) }
            }
        } onCancel: {
            end(.failure(ClientError(.cancelled, "the task was cancelled")))
        }
    }

    func stop() { connection.channel.close(promise: nil) }
}

extension StreamSource {
    /// What the stream's reader gets now; nil when it has to wait.
    private func step(or continuation: CheckedContinuation<Step, Never>) -> Step? {
        var resumes = false
        let step = state.withLockedValue { state -> Step? in
            guard let message = state.messages.popFirst() else {
                if state.end == nil { state.waiter = continuation }
                return state.end
            }
            resumes = state.isPaused && state.messages.count <= lowMark
            if resumes { state.isPaused = false }
            return .success(message)
        }
        if resumes { setReading(true) }
        return step
    }

    private func take(_ message: Message) {
        var pauses = false
        let waiter = state.withLockedValue { state -> CheckedContinuation<Step, Never>? in
            if let waiter = state.waiter {
                state.waiter = nil
                return waiter
            }
            state.messages.append(message)
            pauses = !state.isPaused && state.messages.count >= highMark
            if pauses { state.isPaused = true }
            return nil
        }
        if pauses { setReading(false) }
        waiter?.resume(returning: .success(message))
    }

    /// The first end counts.
    private func end(_ end: Step) {
        let waiter = state.withLockedValue { state -> CheckedContinuation<Step, Never>? in
            defer { state.waiter = nil }
            if state.end == nil { state.end = end }
            return state.waiter
        }
        waiter?.resume(returning: end)
        stop()
    }

    private func setReading(_ reads: Bool) {
        connection.channel.setOption(.autoRead, value: reads).whenFailure { _ in
            // The connection is closed, which its handler reports.
        }
    }
}
