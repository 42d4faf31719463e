// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
public import Shop

/// An event of the log that names a session.
public struct SessionEvent: Sendable, Hashable {
    /// Its place in the log.
    public var sequence: UInt64
    /// The shop's name of the session.
    public var session: String
    /// What.
    public var item: ItemIndex
    /// How.
    public var type: EventType
    /// When.
    public var timestamp: Timestamp
}

extension ReadTransaction {
    /// The place in the log that the next event will have.
    public var logEnd: UInt64 { get throws(StoreError) { try reader.view.counters().nextSequence } }

    /// How often a user was forgotten: what was kept of the log from before another count may hold what is gone.
    public var forgetRevision: UInt64 { get throws(StoreError) { try reader.view.counters().forgetRevision } }

    /// Hands over the events of the log that name a session, from a place on, until `limit` events were looked at.
    ///
    /// - Returns: the place to go on from; `logEnd` when there are no more.
    /// - Complexity: O(log events + events looked at).
    public func forEachSessionEvent(
        from sequence: UInt64, limit: Int, _ body: (SessionEvent) -> Void
    ) throws(StoreError) -> UInt64 {
        let view = reader.view
        let end = try view.counters().nextSequence
        if sequence >= end { return end }
        let cursor = try Cursor(on: view.tables.events, in: view.transaction)
        var entry = try cursor.move(MDB_SET_RANGE, to: sequence)
        for _ in 0..<limit {
            guard let (key, value) = entry else { return end }
            let place = key.loadUnaligned(as: UInt64.self)
            guard let columns = EventColumns(value) else {
                throw StoreError(.corrupted, "event \(place) cannot be read; restore a backup")
            }
            if columns.hasSession, let record = EventRecord(value), let session = record.session {
                body(
                    SessionEvent(
                        sequence: place, session: session, item: ItemIndex(rawValue: record.item), type: record.type,
                        timestamp: record.timestamp))
            }
            entry = try cursor.move(MDB_NEXT)
        }
        return entry.map { $0.key.loadUnaligned(as: UInt64.self) } ?? end
    }
}
