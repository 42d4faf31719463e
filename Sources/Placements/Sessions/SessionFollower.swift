// SPDX-License-Identifier: Apache-2.0

import Recommenders
public import Store
import Synchronization

/// Follows the store's log and keeps an engine's live sessions equal to its newest events.
///
/// Whoever wrote an event, this process or an import beside it, it is taken up by `follow()`, once: the log's own places
/// say where to go on. Event loops never wait for it; they go on with what was published before.
public final class SessionFollower: Sendable {
    private struct State {
        var sessions = LiveSessions()
        var next: UInt64 = 0
        /// The store's count of forgotten users that the sessions are read after; nil before the first.
        var forgetRevision: UInt64?
    }

    /// Events looked at in one read of the store.
    private static let batch = 4_096

    private let store: ShopStore
    private let engine: RecommendationEngine
    private let state: Mutex<State>

    /// A follower that has read the newest events there are, as many as live sessions hold.
    ///
    /// - Complexity: O(`LiveSessions.eventCapacity`), about a tenth of a second on a store of that size.
    /// - Throws: when the store cannot be read.
    public init(store: ShopStore, engine: RecommendationEngine) throws {
        self.store = store
        self.engine = engine
        state = Mutex(State())
        try follow()
    }

    /// Takes up what was recorded since the last time; a look at two numbers when there is nothing.
    ///
    /// When a user was forgotten, all is read anew, as when the follower began: their clicks are nobody's neighbour then.
    public func follow() throws {
        try state.withLock { state in
            let (end, revision) = try store.read { transaction in
                (try transaction.logEnd, try transaction.forgetRevision)
            }
            let isAnew = state.forgetRevision != revision
            if isAnew {
                let capacity = UInt64(LiveSessions.eventCapacity)
                state = State(next: end > capacity ? end - capacity : 0, forgetRevision: revision)
            }
            let first = state.next
            var isBehind = true
            while isBehind {
                (state.next, isBehind) = try store.read { transaction in
                    let next = try transaction.forEachSessionEvent(from: state.next, limit: Self.batch) { event in
                        state.sessions.append(LiveSessions.Event(event))
                    }
                    return (next, next < (try transaction.logEnd))
                }
            }
            if isAnew || state.next != first { engine.publish(state.sessions) }
        }
    }
}

extension LiveSessions.Event {
    fileprivate init(_ event: SessionEvent) {
        self.init(
            session: event.session, item: event.item, type: event.type, timestamp: event.timestamp,
            sequence: event.sequence)
    }
}
