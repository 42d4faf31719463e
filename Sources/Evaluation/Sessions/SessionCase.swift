// SPDX-License-Identifier: Apache-2.0

public import Shop

/// One question to a session model: a session as far as it has come, and what came after.
public struct SessionCase: Sendable {
    /// What was done so far, oldest first.
    public var items: [ItemIndex]
    /// What came after, in order; the first of them is the next item.
    public var wanted: [ItemIndex]
    /// The moment of asking; nil where ages do not matter.
    public var now: Timestamp?
    /// Which session it is: questions of one session are alike, so that they are drawn together.
    public var session: Int

    /// A question; `wanted` must hold at least one item.
    public init(items: [ItemIndex], wanted: [ItemIndex], now: Timestamp? = nil, session: Int) {
        precondition(!wanted.isEmpty, "a question without an answer")
        self.items = items
        self.wanted = wanted
        self.now = now
        self.session = session
    }
}
