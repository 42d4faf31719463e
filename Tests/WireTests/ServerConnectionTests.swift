// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Shop
import Testing
import Wire

struct ServerConnectionTests {
    private let bench = Bench()

    private func connection(callCount: Int = 256) -> ServerConnection {
        var limits = ConnectionLimits()
        limits.callCount = callCount
        return ServerConnection(limits: limits, at: bench.now)
    }

    private func code(_ action: ServerAction) -> StatusCode? {
        switch action {
        case .refuse(_, let status), .abort(_, let status): status.code
        default: nil
        }
    }

    private func isClose(_ action: ServerAction) -> Bool {
        if case .close = action { true } else { false }
    }

    @Test func `a call starts with its method, message and deadline`() throws {
        var server = connection()
        let frame = try bench.recommend(1, user: "u", timeout: 50)
        guard case .start(let call) = server.receive(frame, at: bench.now, in: bench.arena) else {
            Issue.record("not started")
            return
        }
        #expect(call.id == 1 && call.method == .recommend && call.isLast)
        #expect(call.deadline == bench.now + .milliseconds(50))
        let message = try #require(call.message)
        #expect(try bench.decoded(RecommendRequest.self, message).user == "u")
        #expect(server.openCallCount == 1 && server.isOpen(1))
        #expect(server.finish(1) == true)
        #expect(server.finish(1) == false)
        #expect(server.openCallCount == 0)
    }

    @Test func `one bad call ends alone`() throws {
        var server = connection()
        let unknown = try bench.frame {
            try $0.call(1, CallHeader(method: "a/b"), PopularRequest(), isLast: true, into: &$1)
        }
        #expect(code(server.receive(unknown, at: bench.now, in: bench.arena)) == .unimplemented)
        var garbled = try bench.recommend(2)
        garbled.body.setBytes([0xFF, 0xFF, 0xFF], at: garbled.body.readerIndex)
        #expect(code(server.receive(garbled, at: bench.now, in: bench.arena)) == .invalidArgument)
        let late = try bench.recommend(3, timeout: 0)
        #expect(code(server.receive(late, at: bench.now, in: bench.arena)) == .deadlineExceeded)
        let header = CallHeader(method: Method.recommend.rawValue)
        let half = try bench.frame { try $0.call(4, header, PopularRequest(), isLast: false, into: &$1) }
        #expect(code(server.receive(half, at: bench.now, in: bench.arena)) == .invalidArgument)
        let empty = try bench.frame { try $0.call(5, header, PopularRequest?.none, isLast: true, into: &$1) }
        #expect(code(server.receive(empty, at: bench.now, in: bench.arena)) == .invalidArgument)
        guard case .start = server.receive(try bench.recommend(6), at: bench.now, in: bench.arena) else {
            Issue.record("the next call does not start")
            return
        }
    }

    @Test func `calls above the limit are refused until one ends`() throws {
        var server = connection(callCount: 2)
        for id in 1...2 as ClosedRange<UInt32> {
            _ = server.receive(try bench.recommend(id), at: bench.now, in: bench.arena)
        }
        #expect(code(server.receive(try bench.recommend(3), at: bench.now, in: bench.arena)) == .resourceExhausted)
        #expect(server.finish(1) == true)
        guard case .start = server.receive(try bench.recommend(4), at: bench.now, in: bench.arena) else {
            Issue.record("no room after one ended")
            return
        }
    }

    @Test func `an id that does not rise, a stray message and a server's frame end the connection`() throws {
        let breaches: [Frame] = [
            try bench.recommend(1),
            try bench.frame { $0.endOfMessages(of: 9, into: &$1) },
            try bench.frame { $0.cancel(9, into: &$1) },
            try bench.frame { $0.cancel(0, into: &$1) },
            try bench.frame { $0.goAway(GoAway(lastCall: 0, reason: ""), into: &$1) },
            try bench.frame { $0.settings(ServerSettings(limits: .init(), serverVersion: ""), into: &$1) },
            Frame(call: 0, kind: .call, flags: .end, headerByteCount: 0, body: ByteBuffer()),
            Frame(call: 0, kind: .ping, flags: .hasMessage, headerByteCount: 0, body: ByteBuffer(string: "short")),
            Frame(call: 1, kind: .message, flags: .hasMessage, headerByteCount: 1, body: ByteBuffer(string: "x")),
        ]
        for breach in breaches {
            var server = connection()
            _ = server.receive(try bench.recommend(1), at: bench.now, in: bench.arena)
            let action = server.receive(breach, at: bench.now, in: bench.arena)
            #expect(isClose(action), "\(breach)")
            #expect(server.openCallCount == 0)
            #expect(server.receive(try bench.recommend(10), at: bench.now, in: bench.arena) == .none)
        }
    }

    @Test func `a stream's messages are delivered until its end, and one more breaks the call`() throws {
        var server = connection()
        guard case .start(let call) = server.receive(try bench.streamEvents(1), at: bench.now, in: bench.arena) else {
            Issue.record("not started")
            return
        }
        #expect(!call.isLast && call.message == nil)
        let batch = RecordEventsRequest(events: Batch([Event(user: "u", item: "i", timestamp: bench.moment)]))
        let message = try bench.frame { try $0.message(batch, of: 1, isLast: false, into: &$1) }
        #expect(
            server.receive(message, at: bench.now, in: bench.arena)
                == .deliver(1, bench.encoded(batch), isLast: false))
        let end = try bench.frame { $0.endOfMessages(of: 1, into: &$1) }
        #expect(server.receive(end, at: bench.now, in: bench.arena) == .deliver(1, nil, isLast: true))
        #expect(code(server.receive(message, at: bench.now, in: bench.arena)) == .invalidArgument)
        #expect(server.isOpen(1) == false)
        #expect(server.receive(message, at: bench.now, in: bench.arena) == .none)
    }

    @Test func `a call taken back gets nothing more`() throws {
        var server = connection()
        _ = server.receive(try bench.recommend(1), at: bench.now, in: bench.arena)
        let cancel = try bench.frame { $0.cancel(1, into: &$1) }
        #expect(server.receive(cancel, at: bench.now, in: bench.arena) == .cancel(1))
        #expect(server.finish(1) == false)
        #expect(server.receive(cancel, at: bench.now, in: bench.arena) == .none)
    }

    @Test func `calls expire at their deadline and not before`() throws {
        var server = connection()
        _ = server.receive(try bench.recommend(1, timeout: 50), at: bench.now, in: bench.arena)
        _ = server.receive(try bench.recommend(2, timeout: 20), at: bench.now, in: bench.arena)
        _ = server.receive(try bench.recommend(3), at: bench.now, in: bench.arena)
        #expect(server.nextDeadline == bench.now + .milliseconds(20))
        #expect(server.expire(at: bench.now + .milliseconds(19)) == [])
        #expect(server.expire(at: bench.now + .milliseconds(20)) == [2])
        #expect(server.expire(at: bench.now + .milliseconds(60)) == [1])
        #expect(server.nextDeadline == nil)
        #expect(server.isOpen(3) && !server.isOpen(1))
    }

    @Test func `a ping comes back with its bytes`() throws {
        var server = connection()
        let ping = try bench.frame { $0.ping(0x0102_0304_0506_0708, into: &$1) }
        #expect(server.receive(ping, at: bench.now, in: bench.arena) == .pong(0x0102_0304_0506_0708))
    }

    @Test func `a drained connection ends its calls and refuses new ones`() throws {
        var server = connection()
        _ = server.receive(try bench.recommend(4), at: bench.now, in: bench.arena)
        #expect(server.drain(reason: "going down") == GoAway(lastCall: 4, reason: "going down"))
        #expect(code(server.receive(try bench.recommend(5), at: bench.now, in: bench.arena)) == .unavailable)
        #expect(server.drain(reason: "still").lastCall == 4)
        #expect(server.isDrained == false)
        #expect(server.finish(4) == true)
        #expect(server.isDrained == true)
    }

    @Test func `a connection is idle after its last frame unless the server owes an answer`() throws {
        var server = connection()
        #expect(server.idleDeadline == bench.now + .minutes(10))
        let later = bench.now + .minutes(9)
        _ = server.receive(try bench.recommend(1), at: later, in: bench.arena)
        #expect(server.idleDeadline == nil)
        #expect(server.finish(1) == true)
        #expect(server.idleDeadline == later + .minutes(10))
        _ = server.receive(try bench.streamEvents(2), at: later, in: bench.arena)
        #expect(server.idleDeadline == later + .minutes(10))
    }

    @Test func `random frames never break the machine's promises`() throws {
        for seed in UInt64(1)...200 {
            var maker = Maker(seed: seed)
            var server = connection(callCount: 4)
            for step in 0..<100 {
                let frame = try random(&maker)
                _ = server.receive(frame, at: bench.now + .milliseconds(Int64(step)), in: bench.arena)
                #expect(server.openCallCount <= 4)
                if maker.int(0...3) == 0 { _ = server.finish(UInt32(maker.int(0...40))) }
                for id in server.expire(at: bench.now + .milliseconds(Int64(step))) {
                    #expect(server.isOpen(id) == false)
                }
            }
        }
    }

    /// A frame that is right more often than not.
    private func random(_ maker: inout Maker) throws -> Frame {
        let id = UInt32(maker.int(1...40))
        return switch maker.int(0...5) {
        case 0, 1: try bench.recommend(id, timeout: maker.flag() ? UInt32(maker.int(0...20)) : nil)
        case 2: try bench.streamEvents(id)
        case 3: try bench.frame { $0.endOfMessages(of: id, into: &$1) }
        case 4: try bench.frame { $0.cancel(id, into: &$1) }
        default: try bench.frame { $0.ping(UInt64(id), into: &$1) }
        }
    }
}
