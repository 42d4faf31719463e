// SPDX-License-Identifier: Apache-2.0

public import NIOCore
public import NIOPosix
import Shop
public import Wire

/// Talks to a Wicker server.
///
/// Calls from any number of tasks share a few connections; a broken one is made anew by the next call. A call ends
/// with its answer or a ``ClientError``, at the latest when its time is up; cancelling the task takes it back.
///
/// ```swift
/// let client = WickerClient(host: "127.0.0.1", port: 7700)
/// let answer = try await client.recommend(RecommendRequest(user: "u-1", limit: 10))
/// await client.close()
/// ```
public final class WickerClient: Sendable {
    let configuration: ClientConfiguration
    let pool: ConnectionPool

    /// A client of the server there; it connects when first called.
    public init(
        host: String, port: Int, configuration: ClientConfiguration = ClientConfiguration(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.configuration = configuration
        pool = ConnectionPool(server: "\(host):\(port)", slotCount: configuration.connectionCount) {
            Connection.open(host: host, port: port, configuration, on: group)
        }
    }

    /// Closes the connections; calls that are open end with `unavailable`.
    public func close() async { await pool.close() }

    /// Calls any unary procedure.
    ///
    /// A call that the server certainly did not begin is tried once more on another connection.
    public func call<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ request: Request, timeout: Duration? = nil
    ) async throws(ClientError) -> Response {
        do throws(ClientError) {
            return try await attempt(procedure, request, timeout)
        } catch  where error.isUntouched {
            return try await attempt(procedure, request, timeout)
        }
    }

    private func attempt<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ request: Request, _ timeout: Duration?
    ) async throws(ClientError) -> Response {
        let connection = try await pool.next()
        let ticket = CallTicket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Response, ClientError>, Never>) in
                let time = timeout ?? configuration.timeout
                let request = callRequest(procedure, ticket, first: request, isLast: true, time) { result in
                    continuation.resume(returning: result)
                }
                connection.start(request)
            }
        } onCancel: {
            connection.cancel(ticket)
        }
        return try result.get()
    }
}

extension WickerClient {
    /// What opens a call whose answer is one message.
    func callRequest<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ ticket: CallTicket, first: Request?, isLast: Bool,
        _ timeout: Duration?, finish: @escaping @Sendable (Result<Response, ClientError>) -> Void
    ) -> CallRequest {
        openRequest(procedure, ticket, first: first, isLast: isLast, timeout) { _, _ in
        } finish: { result, arena in
            finish(result.flatMap { message in decodeAnswer(message, in: arena) })
        }
    }

    /// What opens any call.
    func openRequest<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ ticket: CallTicket, first: Request?, isLast: Bool,
        _ timeout: Duration?, deliver: @escaping @Sendable (ByteBuffer, Arena) -> Void,
        finish: @escaping @Sendable (Result<ByteBuffer?, ClientError>, Arena) -> Void
    ) -> CallRequest {
        let timeout = timeout.map { TimeAmount($0) }
        let header = CallHeader(
            method: procedure.method.rawValue, timeoutMilliseconds: timeout?.wholeMilliseconds,
            metadata: configuration.metadata)
        return CallRequest(
            ticket: ticket, header: header, timeout: timeout,
            write: { id, header, encoder, buffer in
                do throws(WireError) {
                    try encoder.call(id, header, first, isLast: isLast, into: &buffer)
                    return nil
                } catch {
                    return error
                }
            }, deliver: deliver, finish: finish)
    }
}

/// Reads the one message that answers a call.
private func decodeAnswer<Response: WireMessage>(
    _ message: ByteBuffer?, in arena: Arena
) -> Result<Response, ClientError> {
    guard let message else { return .failure(ClientError(.internal, "the server answered OK without a message")) }
    do throws(WireError) {
        return .success(try Response.decode(message, in: arena, receivedAt: Timestamp(milliseconds: 0)))
    } catch {
        return .failure(ClientError(.internal, "the answer cannot be read: \(error.message)", cause: error))
    }
}

extension TimeAmount {
    /// Rounded up, and within what a call may be given.
    fileprivate var wholeMilliseconds: UInt32 {
        let milliseconds = max(0, nanoseconds).addingReportingOverflow(999_999).partialValue / 1_000_000
        return UInt32(clamping: min(milliseconds, Int64(ConnectionLimits.timeoutMilliseconds)))
    }
}
