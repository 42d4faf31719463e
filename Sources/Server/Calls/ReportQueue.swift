// SPDX-License-Identifier: Apache-2.0

import NIOPosix
import Placements
import Store
import Synchronization
import Wire

/// Answers questions that take long on a thread of its own, a piece of each in turn, so that no event loop waits for them
/// and a long one holds up no short one.
///
/// A question whose call was taken back, or is out of time, ends with its current piece.
final class ReportQueue: @unchecked Sendable {  // the workspace is used on the pool's one thread only
    /// Questions under way at once; a further one is refused.
    private static let limit = 32

    private let pool = NIOThreadPool(numberOfThreads: 1)
    private let workspace: Workspace
    private let count = Atomic(0)

    init(_ store: ShopStore) {
        workspace = Workspace(reader: store.makeReader())
        pool.start()
    }

    /// Ends the thread; questions under way are answered UNAVAILABLE.
    func shutDown() { pool.shutdownGracefully { _ in } }

    /// Answers a report, from that thread, unless `token` says meanwhile that nobody waits for it.
    func submit<Question: Report, Response>(
        _ report: Question, token: CallToken, reply: @escaping LoopResources.Reply<Response>,
        _ respond: @escaping @Sendable (Question.Answer) -> Response
    ) {
        guard count.add(1, ordering: .relaxed).newValue <= Self.limit else {
            count.subtract(1, ordering: .relaxed)
            return reply(
                .failure(
                    WireError(.resourceExhausted, "\(Self.limit) long questions are under way; ask again later"))
            )
        }
        proceed(report, token: token) { [self] result in
            count.subtract(1, ordering: .relaxed)
            reply(result.map(respond))
        }
    }

    private func proceed<Question: Report>(
        _ report: Question, token: CallToken, reply: @escaping LoopResources.Reply<Question.Answer>
    ) {
        pool.submit { [self] state in
            guard case .active = state else {
                return reply(.failure(WireError(.unavailable, "the server is shutting down")))
            }
            if token.isCancelled { return reply(.failure(WireError(.cancelled, "nobody waits for the answer"))) }
            var report = report
            do throws(PlacementError) {
                guard let answer = try report.advance(in: workspace) else {
                    return proceed(report, token: token, reply: reply)
                }
                reply(.success(answer))
            } catch {
                reply(.failure(WireError(error)))
            }
        }
    }
}

/// Tells whoever works on a call that nobody waits for its answer any more.
final class CallToken: Sendable {
    private let cancelled = Atomic(false)

    /// Whether the call was taken back, ran out of time, or lost its connection.
    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func cancel() { cancelled.store(true, ordering: .relaxed) }
}
