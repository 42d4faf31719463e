// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// A blend may hold session models: they see the session as it is, the others its items as a history.
extension BlendModel: SessionModel {
    /// Whether any member would list it.
    public var listsCurrentItem: Bool {
        members.contains { ($0.model as? any SessionModel)?.listsCurrentItem == true }
    }

    /// Adds every member's scores.
    public func score(_ session: RunningSession, into board: inout Scoreboard) {
        add(to: &board, history: listsCurrentItem ? [] : session.history, seenCount: session.items.count) {
            $0.scoreNext(in: session, into: &$1)
        }
    }

    /// The members' contributions of the session's items as a history, which know nothing of live sessions.
    public func contributions(of session: RunningSession, to items: [ItemIndex]) -> [[Float]] {
        let history = session.history
        return items.map { item in
            var sums = [Float](repeating: 0, count: session.items.count)
            for (entry, part) in zip(history, contributions(of: history, to: item)) {
                if let last = session.items.lastIndex(of: entry.item) { sums[last] += part }
            }
            return sums
        }
    }
}
