// SPDX-License-Identifier: Apache-2.0

import Histogram

/// How hard to push.
struct LoadPlan {
    var connectionCount: Int
    var depth: Int
    var seconds: Double
    /// Answers in that time are not counted.
    var warmupSeconds: Double
    /// Calls a second, sent whether or not the server keeps up; nil sends the next call when an answer comes.
    var rate: Double?
    /// Given each batch of events that was acknowledged: the serial numbers.
    var acknowledged: ((Range<UInt64>) -> Void)?
}

/// One thread that keeps every connection busy until the time is up.
///
/// Nothing is allocated from call to call: frames are prepared, answers are read no further than their status.
final class LoadLoop {
    /// How long answers are waited for after the last call.
    private static let patience: UInt64 = 2_000_000_000

    private let plan: LoadPlan
    private let calls: PreparedCalls
    private var connections: [Connection?] = []
    private let poller: Poller
    private var result = LoadResult()
    private var nextCall = 0
    private var serial: UInt64 = 0
    /// Where an open loop looks first for a connection with room.
    private var turn = 0
    private var measureFrom: UInt64 = 0
    private var stopAt: UInt64 = 0
    private var schedule: Schedule?

    init(_ plan: LoadPlan, calls: PreparedCalls, server: ServerAddress) throws(LoadError) {
        self.plan = plan
        self.calls = calls
        poller = try Poller(capacity: min(plan.connectionCount, 1_024))
        for position in 0..<plan.connectionCount {
            let connection = Connection(descriptor: try server.connect(), depth: plan.depth)
            connections.append(connection)
            poller.add(connection.descriptor, as: position)
        }
    }

    /// Runs the load.
    func run() -> LoadResult {
        let start = now()
        measureFrom = start + UInt64(plan.warmupSeconds * 1e9)
        stopAt = measureFrom + UInt64(plan.seconds * 1e9)
        schedule = plan.rate.map { Schedule(start: start, rate: $0) }
        for position in connections.indices { flush(position) }
        var time = start
        while time < stopAt + Self.patience, connections.contains(where: { $0 != nil }) {
            if time >= stopAt, connections.allSatisfy({ ($0?.openCount ?? 0) == 0 }) { break }
            let patience: Int32 = schedule == nil || time >= stopAt ? 20 : 0
            poller.wait(milliseconds: patience, isBusy: calls.eventsPerCall == 0, serve)
            time = now()
            if time < stopAt { sendScheduled(until: time) }
        }
        countOmissions()
        let measured = min(now(), stopAt)
        result.seconds = measured > measureFrom ? Double(measured - measureFrom) / 1e9 : 0
        return result
    }

    /// What was to be answered and was not: left out, the latencies of an overloaded server would look well.
    private func countOmissions() {
        let unanswered = connections.reduce(0) { $0 + ($1?.openCount ?? 0) }
        if unanswered > 0 { result.fail("no answer within 2 s of the end", count: unanswered) }
        if let unsent = schedule?.dueCount(before: stopAt), unsent > 0 {
            result.fail("calls were due that found no room on any connection; lower --rate", count: unsent)
        }
    }

    /// Reads one connection's answers and sends the calls that follow from them.
    private func serve(_ position: Int) {
        guard let connection = connections[position] else { return }
        let time = now()
        let isAlive = connection.receive { prefix, frame in handle(prefix, frame, on: connection, at: time) }
        guard isAlive else { return drop(position, "the server closed the connection or broke the protocol") }
        if schedule == nil, time < stopAt {
            while connection.hasRoom { send(on: connection, start: time) }
        }
        flush(position)
    }

    private func handle(
        _ prefix: FramePrefix, _ frame: UnsafeRawBufferPointer, on connection: Connection, at time: UInt64
    ) {
        switch prefix.kind {
        case FrameLayout.Kind.message:
            guard let call = connection.close(call: prefix.call) else {
                return result.fail("an answer came to call \(prefix.call), which is not open")
            }
            if calls.eventsPerCall > 0 || prefix.headerByteCount > 0 { finish(call, prefix, frame, at: time) }
            if time >= measureFrom, time <= stopAt {
                result.calls += 1
                result.answerByteCount += UInt64(prefix.byteCount)
                result.latencies.record(time > call.start ? time - call.start : 0)
            }
        case FrameLayout.Kind.settings:
            connection.isReady = true
        case FrameLayout.Kind.ping:
            let payload = frame[FrameLayout.prefixByteCount...]
            connection.queue(
                FrameLayout.frame(
                    kind: FrameLayout.Kind.pong, flags: FrameLayout.hasMessage, header: [],
                    message: payload))
        default:
            break
        }
    }

    /// Looks at what the answer says: its status, and the events it acknowledges.
    private func finish(_ call: OpenCall, _ prefix: FramePrefix, _ frame: UnsafeRawBufferPointer, at time: UInt64) {
        let body = UnsafeRawBufferPointer(rebasing: frame[FrameLayout.prefixByteCount...])
        let header = UnsafeRawBufferPointer(rebasing: body[..<prefix.headerByteCount])
        if let code = FieldScanner.number(1, in: header), code != 0 {
            return result.fail("status \(code): \(FieldScanner.text(2, in: header) ?? "without a message")")
        }
        guard calls.eventsPerCall > 0 else { return }
        let message = UnsafeRawBufferPointer(rebasing: body[prefix.headerByteCount...])
        let accepted = FieldScanner.number(1, in: message) ?? 0
        if accepted != UInt64(calls.eventsPerCall) {
            result.fail("\(accepted) of \(calls.eventsPerCall) events were accepted")
        } else {
            plan.acknowledged?(call.serial..<call.serial + accepted)
        }
        if time >= measureFrom, time <= stopAt { result.events += accepted }
    }

    private func send(on connection: Connection, start: UInt64) {
        let frame = nextCall
        nextCall = nextCall + 1 == calls.count ? 0 : nextCall + 1
        calls.bytes.withUnsafeBytes { bytes in
            connection.open(
                UnsafeRawBufferPointer(rebasing: bytes[calls.starts[frame]..<calls.starts[frame + 1]]),
                serialOffsets: calls.serialOffsets[frame], call: OpenCall(start: start, serial: serial))
        }
        serial += UInt64(calls.eventsPerCall)
    }

    /// Sends every call of an open loop that is due and finds room; the others stay due since their own time.
    private func sendScheduled(until time: UInt64) {
        while let due = schedule?.next, due <= time {
            guard let position = connectionWithRoom(), let connection = connections[position] else { return }
            send(on: connection, start: due)
            schedule?.advance()
            flush(position)
        }
    }

    private func connectionWithRoom() -> Int? {
        for _ in connections.indices {
            turn = turn + 1 == connections.count ? 0 : turn + 1
            if connections[turn]?.hasRoom == true { return turn }
        }
        return nil
    }

    private func flush(_ position: Int) {
        guard let connection = connections[position] else { return }
        guard connection.flush() else { return drop(position, "the connection broke while sending") }
        if connection.hasUnsentBytes != connection.isWatchingWrites {
            connection.isWatchingWrites = connection.hasUnsentBytes
            poller.watch(connection.descriptor, as: position, writes: connection.isWatchingWrites)
        }
    }

    private func drop(_ position: Int, _ reason: String) {
        result.fail(reason, count: max(1, connections[position]?.openCount ?? 1))
        connections[position] = nil
    }
}
