// SPDX-License-Identifier: Apache-2.0

import Logging
import NIOCore
import Shop
import Wire

extension ConnectionHandler {
    /// Begins a call; most have ended when this returns.
    func begin(_ call: ServerCall) {
        switch call.method {
        case .recommend: unary(Procedures.recommend, call, loop.recommend)
        case .similarItems: unary(Procedures.similarItems, call, loop.similarItems)
        case .searchItems: unary(Procedures.searchItems, call, loop.searchItems)
        case .popular: unary(Procedures.popular, call, loop.popular)
        case .nextInSession: unary(Procedures.nextInSession, call, loop.nextInSession)
        case .getItems: unary(Procedures.getItems, call, loop.getItems)
        case .listItems: unary(Procedures.listItems, call, loop.listItems)
        case .getUser: unary(Procedures.getUser, call, loop.getUser)
        case .history: unary(Procedures.history, call, loop.history)
        case .similarUsers: report(Procedures.similarUsers, call, loop.similarUsers)
        case .audience: report(Procedures.audience, call, loop.audience)
        case .boughtTogether: unary(Procedures.boughtTogether, call, loop.boughtTogether)
        case .alsoViewed: unary(Procedures.alsoViewed, call, loop.alsoViewed)
        case .alternatives: unary(Procedures.alternatives, call, loop.alternatives)
        case .buyAgain: unary(Procedures.buyAgain, call, loop.buyAgain)
        case .crossSell: unary(Procedures.crossSell, call, loop.crossSell)
        case .rules: report(Procedures.rules, call, loop.rules)
        case .findMatching: report(Procedures.findMatching, call, loop.findMatching)
        case .critique: report(Procedures.critique, call, loop.critique)
        case .compatible: report(Procedures.compatible, call, loop.compatible)
        case .describeAttributes: unary(Procedures.describeAttributes, call, loop.describeAttributes)
        case .recommendByUtility: report(Procedures.recommendByUtility, call, loop.recommendByUtility)
        case .status: unary(Procedures.status, call, loop.status)
        case .recordEvents: later(Procedures.recordEvents, call, loop.recordEvents)
        case .putItems: later(Procedures.putItems, call, loop.putItems)
        case .putUsers: later(Procedures.putUsers, call, loop.putUsers)
        case .deleteItems: later(Procedures.deleteItems, call, loop.deleteItems)
        case .forgetUser: later(Procedures.forgetUser, call, loop.forgetUser)
        case .listSnapshots: later(Procedures.listSnapshots, call, loop.listSnapshots)
        case .activateSnapshot: later(Procedures.activateSnapshot, call, loop.activateSnapshot)
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

    /// Answers when somebody else is done, back on this loop.
    private func later<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ call: ServerCall,
        _ respond: (Request, @escaping LoopResources.Reply<Response>) -> Void
    ) {
        guard let context else { return }
        do throws(WireError) {
            let request = try decode(procedure, call.message)
            let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
            respond(request) { [id = call.id, eventLoop = context.eventLoop] result in
                eventLoop.execute {
                    handler.value.finish(id, result)
                    handler.value.flush()
                }
            }
        } catch {
            finish(call.id, Result<Response, WireError>.failure(error))
        }
    }

    /// Answers when a long piece of work is done, which ends early when the call does.
    private func report<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ call: ServerCall,
        _ respond: (Request, CallToken, @escaping LoopResources.Reply<Response>) throws(WireError) -> Void
    ) {
        guard let context else { return }
        do throws(WireError) {
            let request = try decode(procedure, call.message)
            let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
            let token = CallToken()
            tokens[call.id] = token
            try respond(request, token) { [id = call.id, eventLoop = context.eventLoop] result in
                eventLoop.execute {
                    handler.value.tokens[id] = nil
                    handler.value.finish(id, result)
                    handler.value.flush()
                }
            }
        } catch {
            forget(call.id)
            finish(call.id, Result<Response, WireError>.failure(error))
        }
    }

    func decode<Request, Response>(
        _ procedure: Procedure<Request, Response>, _ message: ByteBuffer?
    ) throws(WireError) -> Request {
        try Request.decode(message ?? ByteBuffer(), in: loop.arena, receivedAt: .now)
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
                try loop.encoder.message(response, of: call, isLast: true, into: &outgoing)
                loop.core.counters.callEnded(isOK: true)
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
        loop.encoder.status(status, of: call, into: &outgoing)
        loop.core.counters.callEnded(isOK: false)
        if status.code == .internal || status.code == .dataLoss {
            loop.core.logger.error("call failed", metadata: ["reason": "\(status.message)"])
        }
    }

    /// Drops what is kept for a call that ended.
    func forget(_ call: UInt32) {
        eventStreams[call] = nil
        itemFeeds[call] = nil
        tokens.removeValue(forKey: call)?.cancel()
    }
}
