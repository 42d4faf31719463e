// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// A visit under way, as a session model is asked about it.
public struct RunningSession: Sendable {
    /// What was done, oldest first; an item may stand there several times.
    public var items: [ItemIndex]
    /// The moment of asking; nil where ages do not matter.
    public var now: Timestamp?
    /// Sessions recorded since the model was trained, which are neighbours too.
    public var live: LiveSessions?
    /// The session's own number among those, so that it is not its own neighbour.
    public var own: LiveSessions.Number?

    /// A session of those items.
    public init(
        items: [ItemIndex], now: Timestamp? = nil, live: LiveSessions? = nil, own: LiveSessions.Number? = nil
    ) {
        self.items = items
        self.now = now
        self.live = live
        self.own = own
    }

    /// The same as a history: the newest item first, each once, all of one weight.
    public var history: [WeightedItem] {
        var seen = Set<ItemIndex>()
        return items.reversed().filter { seen.insert($0).inserted }.map { WeightedItem(item: $0, weight: 1) }
    }
}

/// A model that knows what the order of a session means.
///
/// A history given to `score(_:into:)` is taken for a session whose newest item comes first.
public protocol SessionModel: RecommenderModel {
    /// Whether the item that the session is at may be its next one; lists leave it out otherwise.
    var listsCurrentItem: Bool { get }

    /// Adds a score for everything that may come next; items of the session may be scored too.
    func score(_ session: RunningSession, into board: inout Scoreboard)

    /// How much each of the session's items speaks for each of `items`, in the session's order; repeats of one have 0.
    func contributions(of session: RunningSession, to items: [ItemIndex]) -> [[Float]]
}

extension SessionModel {
    /// Scores the history as a session.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        score(RunningSession(wanted: history), into: &board)
    }

    /// Scores what follows the item alone.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        score(RunningSession(items: [item]), into: &board)
    }

    /// How much each item of the history speaks for `item`.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        let session = RunningSession(wanted: history)
        var parts = contributions(of: session, to: [item])[0].makeIterator()
        return history.reversed().map { $0.weight > 0 ? parts.next() ?? 0 : 0 }.reversed()
    }
}

extension RunningSession {
    /// What a history wants, newest first, as a session.
    fileprivate init(wanted history: [WeightedItem]) {
        self.init(items: history.reversed().filter { $0.weight > 0 }.map(\.item))
    }
}

extension RecommenderModel {
    /// Scores a session with any model: one that knows nothing of order sees it as a history.
    public func scoreNext(in session: RunningSession, into board: inout Scoreboard) {
        if let model = self as? any SessionModel {
            model.score(session, into: &board)
        } else {
            score(session.history, into: &board)
        }
    }
}
