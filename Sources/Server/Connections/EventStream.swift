// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Shop
import Wire

/// What a call of StreamEvents has come to so far.
struct EventStream {
    /// Batches that may wait for the writer before no more frames are taken.
    private static let waitingLimit = 8

    private(set) var total = RecordEventsResponse(accepted: 0)
    private var eventCount = 0
    private var waitingCount = 0
    var isEnded = false

    /// Whether another batch may come now.
    var isAccepting: Bool { waitingCount < Self.waitingLimit }

    /// Whether every batch was answered and no more will come.
    var isComplete: Bool { isEnded && waitingCount == 0 }

    /// Notes a batch that was handed to the writer; returns the position of its first event in the stream.
    mutating func add(batchOf count: Int) -> Int {
        defer { eventCount += count }
        waitingCount += 1
        return eventCount
    }

    /// Adds what became of the batch that began at that position.
    mutating func add(_ response: RecordEventsResponse, startingAt position: Int) {
        waitingCount -= 1
        total.accepted += response.accepted
        total.duplicates += response.duplicates
        total.rejected += response.rejected
        let room = LoopResources.rejectionLimit - total.rejections.count
        total.rejections += response.rejections.prefix(max(0, room)).map { rejection in
            Rejection(index: position + rejection.index, field: rejection.field, reason: rejection.reason)
        }
    }
}

/// The client-streaming call `StreamEvents`.
extension ConnectionHandler {
    func beginEventStream(_ call: ServerCall) {
        eventStreams[call.id] = EventStream()
        deliver(call.message, to: call.id, isLast: call.isLast)
    }

    /// Hands a batch to the writer, and notes the end of the stream.
    func deliver(_ message: ByteBuffer?, to call: UInt32, isLast: Bool) {
        guard eventStreams[call] != nil else { return }
        if isLast { eventStreams[call]?.isEnded = true }
        if let message { record(message, call) }
        finishIfComplete(call)
    }

    private func record(_ message: ByteBuffer, _ call: UInt32) {
        do throws(WireError) {
            let request = try decode(Procedures.streamEvents, message)
            guard let position = eventStreams[call]?.add(batchOf: request.events.count) else { return }
            resources.recordEvents(request, reply: onLoop { $0.recorded($1, call, startingAt: position) })
        } catch {
            end(call, with: error)
        }
    }

    private func recorded(
        _ result: Result<RecordEventsResponse, WireError>, _ call: UInt32, startingAt position: Int
    ) {
        switch result {
        case .success(let response):
            eventStreams[call]?.add(response, startingAt: position)
            finishIfComplete(call)
        case .failure(let error):
            end(call, with: error)
        }
        resumeReadingIfPossible()
    }

    private func finishIfComplete(_ call: UInt32) {
        guard let stream = eventStreams[call], stream.isComplete else { return }
        forget(call)
        finish(call, .success(stream.total))
    }

    private func end(_ call: UInt32, with error: WireError) {
        forget(call)
        finish(call, Result<RecordEventsResponse, WireError>.failure(error))
    }
}
