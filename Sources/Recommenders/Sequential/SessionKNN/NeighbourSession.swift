// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// A session like the running one: a past one of the snapshot, or one recorded since.
enum NeighbourSession {
    case past(UInt32)
    case live(LiveSessions.Number)

    /// Neighbours are numbered by how recent they are, live ones before those of the snapshot: ties go to the newer.
    init(_ number: UInt32, live: LiveSessions?) {
        guard let live, UInt64(number) < live.sessionCapacity else {
            let offset = live.map { UInt32(truncatingIfNeeded: $0.sessionCapacity) } ?? 0
            self = .past(number - offset)
            return
        }
        self = .live(live.sessionCount - UInt64(number))
    }

    static func number(ofPast session: UInt32, live: LiveSessions?) -> UInt32 {
        session + (live.map { UInt32(truncatingIfNeeded: $0.sessionCapacity) } ?? 0)
    }

    static func number(ofLive session: LiveSessions.Number, live: LiveSessions) -> UInt32 {
        UInt32(truncatingIfNeeded: live.sessionCount - session)
    }
}

extension SessionIndex {
    /// One item's list on its way through the merge.
    private struct Cursor {
        var next: Int
        var end: Int
        var head: UInt32
        var decay: Float
    }

    /// Hands over the most recent sessions that have any of the items, newest first, each with its likeness.
    ///
    /// sim(s, n) = Σ decay(i) over the items i in common. The items' lists are ascending, so that one merge of them meets
    /// each session once, with all of its items at the same time: no table of sessions is needed.
    ///
    /// - Complexity: O(`limit` · items).
    func forEachSession(sharing items: DistinctItems, limit: Int, _ body: (UInt32, Float) -> Void) {
        let entries = items.entries
        itemSessions.withUnsafeBuffer { sessions in
            withUnsafeTemporaryAllocation(of: Cursor.self, capacity: entries.count) { cursors in
                for (place, entry) in entries.enumerated() {
                    let range = self.sessions(of: entry.item)
                    let head = range.isEmpty ? .max : sessions[range.lowerBound]
                    cursors[place] = Cursor(
                        next: range.lowerBound + 1, end: range.upperBound, head: head, decay: entry.decay)
                }
                for _ in 0..<limit {
                    var newest = UInt32.max
                    for cursor in cursors { newest = min(newest, cursor.head) }
                    if newest == .max { return }
                    body(newest, Self.advance(cursors, past: newest, in: sessions))
                }
            }
        }
    }

    /// Moves every list that stands at the session on, and adds up what their items weigh.
    @inline(__always)
    private static func advance(
        _ cursors: UnsafeMutableBufferPointer<Cursor>, past session: UInt32, in sessions: UnsafeBufferPointer<UInt32>
    ) -> Float {
        var likeness: Float = 0
        for place in cursors.indices where cursors[place].head == session {
            likeness += cursors[place].decay
            let next = cursors[place].next
            cursors[place].head = next < cursors[place].end ? sessions[next] : .max
            cursors[place].next = next + 1
        }
        return likeness
    }
}
