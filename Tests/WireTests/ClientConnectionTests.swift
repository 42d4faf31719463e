// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Shop
import Testing
import Wire

struct ClientConnectionTests {
    private let bench = Bench()

    @Test func `calls are numbered from 1 and end once`() throws {
        var client = ClientConnection()
        #expect(client.open() == 1)
        #expect(client.open() == 2)
        let answer = try bench.frame { try $0.message(ForgetUserRequest(user: "x"), of: 2, isLast: true, into: &$1) }
        guard case .finish(2, let message?, .ok) = client.receive(answer, in: bench.arena) else {
            Issue.record("no answer")
            return
        }
        #expect(try bench.decoded(ForgetUserRequest.self, message).user == "x")
        #expect(client.openCallCount == 1)
        guard case .none = client.receive(answer, in: bench.arena) else {
            Issue.record("a second end was not ignored")
            return
        }
    }

    @Test func `a stream's answers are delivered before its status`() throws {
        var client = ClientConnection()
        _ = client.open()
        let page = ListItemsResponse(items: [Item(id: "i")])
        let message = try bench.frame { try $0.message(page, of: 1, isLast: false, into: &$1) }
        guard case .deliver(1, let bytes) = client.receive(message, in: bench.arena) else {
            Issue.record("not delivered")
            return
        }
        #expect(try bench.decoded(ListItemsResponse.self, bytes) == page)
        let end = try bench.frame { $0.status(.ok, of: 1, into: &$1) }
        guard case .finish(1, nil, .ok) = client.receive(end, in: bench.arena) else {
            Issue.record("not ended")
            return
        }
    }

    @Test func `settings bound the calls that may be open`() throws {
        var client = ClientConnection()
        var limits = ConnectionLimits()
        limits.callCount = 1
        let frame = try bench.frame { $0.settings(ServerSettings(limits: limits, serverVersion: "0.1.0"), into: &$1) }
        _ = client.receive(frame, in: bench.arena)
        #expect(client.limits == limits && client.serverVersion == "0.1.0")
        #expect(client.open() == 1)
        #expect(client.open() == nil)
        #expect(client.cancel(1) == true)
        #expect(client.cancel(1) == false)
        #expect(client.open() == 2)
    }

    @Test func `after a go-away the calls not begun are handed back and no new one opens`() throws {
        var client = ClientConnection()
        for _ in 1...3 { _ = client.open() }
        let frame = try bench.frame { $0.goAway(GoAway(lastCall: 1, reason: "bye"), into: &$1) }
        guard case .goAway(let goAway, let unanswered) = client.receive(frame, in: bench.arena) else {
            Issue.record("no go-away")
            return
        }
        #expect(goAway.reason == "bye" && unanswered == [2, 3])
        #expect(client.isRetired && client.open() == nil && client.openCallCount == 1)
        #expect(client.close() == [1])
    }

    @Test func `a server that breaks the protocol is told apart from a late answer`() throws {
        let breaches: [Frame] = [
            try bench.recommend(1),
            try bench.frame { $0.cancel(1, into: &$1) },
            try bench.frame { $0.status(.ok, of: 5, into: &$1) },
            Frame(call: 0, kind: .ping, flags: .hasMessage, headerByteCount: 0, body: ByteBuffer(string: "short")),
            Frame(call: 0, kind: .settings, flags: .hasMessage, headerByteCount: 0, body: ByteBuffer(string: "\u{7F}")),
        ]
        for breach in breaches {
            var client = ClientConnection()
            _ = client.open()
            guard case .fail = client.receive(breach, in: bench.arena) else {
                Issue.record("\(breach) was taken")
                continue
            }
        }
        var client = ClientConnection()
        _ = client.open()
        _ = client.cancel(1)
        let late = try bench.frame { $0.status(.ok, of: 1, into: &$1) }
        guard case .none = client.receive(late, in: bench.arena) else {
            Issue.record("a late answer was not ignored")
            return
        }
    }
}
