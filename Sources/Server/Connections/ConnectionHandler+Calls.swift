// SPDX-License-Identifier: Apache-2.0

import Logging
import NIOCore
import Shop
import Sockets
import Wire

extension ConnectionHandler {
    /// Begins a call; most have ended when this returns.
    func begin(_ call: ServerCall) {
        switch call.method {
        case .recommend: unary(Procedures.recommend, call, resources.recommend)
        case .similarItems: unary(Procedures.similarItems, call, resources.similarItems)
        case .searchItems: unary(Procedures.searchItems, call, resources.searchItems)
        case .popular: unary(Procedures.popular, call, resources.popular)
        case .nextInSession: unary(Procedures.nextInSession, call, resources.nextInSession)
        case .getItems: unary(Procedures.getItems, call, resources.getItems)
        case .listItems: unary(Procedures.listItems, call, resources.listItems)
        case .getUser: unary(Procedures.getUser, call, resources.getUser)
        case .history: unary(Procedures.history, call, resources.history)
        case .similarUsers: report(Procedures.similarUsers, call, resources.similarUsers)
        case .audience: report(Procedures.audience, call, resources.audience)
        case .boughtTogether: unary(Procedures.boughtTogether, call, resources.boughtTogether)
        case .alsoViewed: unary(Procedures.alsoViewed, call, resources.alsoViewed)
        case .alternatives: unary(Procedures.alternatives, call, resources.alternatives)
        case .buyAgain: unary(Procedures.buyAgain, call, resources.buyAgain)
        case .crossSell: unary(Procedures.crossSell, call, resources.crossSell)
        case .rules: report(Procedures.rules, call, resources.rules)
        case .findMatching: report(Procedures.findMatching, call, resources.findMatching)
        case .critique: report(Procedures.critique, call, resources.critique)
        case .compatible: report(Procedures.compatible, call, resources.compatible)
        case .describeAttributes: unary(Procedures.describeAttributes, call, resources.describeAttributes)
        case .recommendByUtility: report(Procedures.recommendByUtility, call, resources.recommendByUtility)
        case .status: unary(Procedures.status, call, resources.status)
        case .recordEvents: later(Procedures.recordEvents, call, resources.recordEvents)
        case .putItems: later(Procedures.putItems, call, resources.putItems)
        case .putUsers: later(Procedures.putUsers, call, resources.putUsers)
        case .deleteItems: later(Procedures.deleteItems, call, resources.deleteItems)
        case .forgetUser: later(Procedures.forgetUser, call, resources.forgetUser)
        case .listSnapshots: later(Procedures.listSnapshots, call, resources.listSnapshots)
        case .activateSnapshot: later(Procedures.activateSnapshot, call, resources.activateSnapshot)
        case .streamEvents: beginEventStream(call)
        case .streamItems: beginItemFeed(call)
        }
    }

    /// Answers here and now.
    private func unary<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ call: ServerCall,
        _ respond: (Request) throws(WireError) -> Response
    ) {
        do throws(WireError) {
            finish(call.id, with: try respond(try decode(procedure, call.message)))
        } catch {
            finish(call.id, Result<Response, WireError>.failure(error))
        }
    }

    /// Answers when somebody else is done.
    private func later<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ call: ServerCall,
        _ respond: (Request, @escaping LoopResources.Reply<Response>) -> Void
    ) {
        do throws(WireError) {
            let request = try decode(procedure, call.message)
            respond(request, onLoop { [id = call.id] handler, result in handler.finish(id, result) })
        } catch {
            finish(call.id, Result<Response, WireError>.failure(error))
        }
    }

    /// Answers when a long piece of work is done, which ends early when the call does.
    private func report<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ call: ServerCall,
        _ respond: (Request, CallToken, @escaping LoopResources.Reply<Response>) throws(WireError) -> Void
    ) {
        do throws(WireError) {
            let request = try decode(procedure, call.message)
            let token = CallToken()
            tokens[call.id] = token
            try respond(
                request, token,
                onLoop { [id = call.id] handler, result in
                    handler.tokens[id] = nil
                    handler.finish(id, result)
                })
        } catch {
            forget(call.id)
            finish(call.id, Result<Response, WireError>.failure(error))
        }
    }

    /// What takes a result from any thread back to this connection's loop, and sends what came of it.
    func onLoop<Response: Sendable>(
        _ body: @escaping @Sendable (ConnectionHandler, Result<Response, WireError>) -> Void
    ) -> LoopResources.Reply<Response> {
        let bound = LoopBound(self, to: loop)
        return { [loop] result in
            loop.execute {
                body(bound.value, result)
                bound.value.flush()
            }
        }
    }

    func decode<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ message: ByteBuffer?
    ) throws(WireError) -> Request {
        try Request.decode(message ?? ByteBuffer(), in: resources.arena, receivedAt: .now)
    }

    /// Sends a call's last frame, unless the call was taken back or ran out of time.
    func finish<Response: WireMessage>(_ call: UInt32, _ result: Result<Response, WireError>) {
        switch result {
        case .success(let response): finish(call, with: response)
        case .failure(let error): end(call) { answer(call, CallStatus(error)) }
        }
    }

    /// The same for a call that went well.
    func finish(_ call: UInt32, with response: some WireMessage) {
        end(call) {
            do throws(WireError) {
                try resources.encoder.message(response, of: call, isLast: true, into: &outgoing)
                resources.core.counters.callEnded(isOK: true)
            } catch {
                answer(call, CallStatus(error))
            }
        }
    }

    private func end(_ call: UInt32, _ send: () -> Void) {
        guard state.finish(call) else { return }
        send()
        if state.isDrained {
            flush()
            closeIfDrained()
        }
    }

    /// Sends the status of a call that has no answer.
    func answer(_ call: UInt32, _ status: CallStatus) {
        resources.encoder.status(status, of: call, into: &outgoing)
        resources.core.counters.callEnded(isOK: false)
        if status.code == .internal || status.code == .dataLoss {
            resources.core.logger.error("call failed", metadata: ["reason": "\(status.message)"])
        }
    }

    /// Drops what is kept for a call that ended.
    func forget(_ call: UInt32) {
        eventStreams[call] = nil
        itemFeeds[call] = nil
        tokens.removeValue(forKey: call)?.cancel()
    }
}
