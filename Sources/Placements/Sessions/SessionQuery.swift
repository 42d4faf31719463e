// SPDX-License-Identifier: Apache-2.0

/// Asks what comes next in a running session.
public struct SessionQuery: Sendable, Equatable {
    /// External ids of its items, oldest first; unknown ones are ignored and reported.
    public var items: [String]
    /// The session's own id; without items, those recorded with it are taken.
    public var session: String?
    /// Slot on the page; nil for the one for sessions.
    public var placement: String?
    /// Overrides the placement's own choice: whether the session's items are left out.
    public var excludesSeen: Bool?
    /// Whether to say which of the session's items speak for each answer.
    public var explains: Bool
    /// Length and exclusions.
    public var options: ListOptions

    /// A question for what comes next.
    public init(
        items: [String] = [], session: String? = nil, placement: String? = nil, excludesSeen: Bool? = nil,
        explains: Bool = false, options: ListOptions = ListOptions()
    ) {
        self.items = items
        self.session = session
        self.placement = placement
        self.excludesSeen = excludesSeen
        self.explains = explains
        self.options = options
    }
}

/// What may come next, and what the question named in vain.
public struct NextItems: Sendable, Equatable {
    /// The list.
    public var recommendation: Recommendation
    /// Items of the question that the shop has never named, each once.
    public var unknown: [String]
}
