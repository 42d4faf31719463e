// SPDX-License-Identifier: Apache-2.0

import NIOCore
public import Shop
public import Wire

extension WickerClient {
    /// Records as many events as there are, in batches, and counts all of them in one answer.
    ///
    /// The next batch is put together while the last one is on its way; events are taken no faster than the socket
    /// takes them. An error of the sequence takes the call back; batches already sent may have been recorded.
    public func streamEvents<Events: AsyncSequence & Sendable>(
        _ events: Events, batchCount: Int = 1_000, timeout: Duration? = nil
    ) async throws -> RecordEventsResponse where Events.Element == Event {
        let connection = try await pool.next()
        let ticket = CallTicket()
        let answer = connection.channel.eventLoop.makePromise(of: RecordEventsResponse.self)
        connection.start(
            callRequest(Procedures.streamEvents, ticket, first: nil, isLast: false, timeout) { result in
                answer.completeWith(result.mapError { $0 })
            })
        return try await withTaskCancellationHandler {
            do {
                try await send(events, inBatchesOf: batchCount, as: ticket, over: connection)
            } catch {
                // The server may have ended the call, which says more than the write that then failed.
                connection.cancel(ticket)
                if case .failure(let told) = await answer.futureResult.result(), !told.isCancellation { throw told }
                throw error
            }
            return try await answer.futureResult.result().get()
        } onCancel: {
            connection.cancel(ticket)
        }
    }

    private func send<Events: AsyncSequence>(
        _ events: Events, inBatchesOf batchCount: Int, as ticket: CallTicket, over connection: Connection
    ) async throws where Events.Element == Event {
        var batch: [Event] = []
        for try await event in events {
            batch.append(event)
            guard batch.count >= batchCount else { continue }
            try await connection.sendBatch(batch, of: ticket).get()
            batch.removeAll(keepingCapacity: true)
        }
        if !batch.isEmpty { try await connection.sendBatch(batch, of: ticket).get() }
        try await connection.send(ticket) { id, encoder, buffer in
            encoder.endOfMessages(of: id, into: &buffer)
        }.get()
    }

    /// The whole catalogue, a page an element.
    ///
    /// The stream has a connection of its own, which is read no faster than the pages are taken and closed when the
    /// stream ends or is dropped.
    public func streamItems(
        _ request: ListItemsRequest = ListItemsRequest(), timeout: Duration? = nil
    ) async throws(ClientError) -> MessageStream<ListItemsResponse> {
        let connection = try await pool.own()
        let source = StreamSource<ListItemsResponse>(connection)
        connection.start(
            openRequest(Procedures.streamItems, CallTicket(), first: request, isLast: true, timeout) { message, arena in
                source.deliver(message, arena)
            } finish: { result, arena in
                source.finish(result, arena)
            })
        return MessageStream(source)
    }
}

extension Connection {
    fileprivate func sendBatch(_ events: [Event], of ticket: CallTicket) -> EventLoopFuture<Void> {
        send(ticket) { id, encoder, buffer in
            try encoder.message(RecordEventsRequest(events: Batch(events)), of: id, isLast: false, into: &buffer)
        }
    }
}

extension Error {
    fileprivate var isCancellation: Bool { (self as? ClientError)?.code == .cancelled }
}
