// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
internal import Shop

extension WriteTransaction {
    /// Appends the sound events to the log; the users' histories follow when the transaction finishes.
    mutating func append(_ events: [Event]) throws(StoreError) -> AppendReceipt {
        var receipt = AppendReceipt()
        let log = try Cursor(on: tables.events, in: transaction)
        let orders = try Cursor(on: tables.orders, in: transaction)
        history.reserveCapacity(adding: events.count)
        let now = Timestamp.now
        for (index, event) in zip(events.indices, events) {
            switch try append(event, now, log, orders) {
            case nil: receipt.accepted += 1
            case .known: receipt.duplicates += 1
            case .flawed(let flaw): receipt.rejections.append(flaw.rejection(at: index))
            }
        }
        return receipt
    }

    private enum Refusal {
        case known
        case flawed(Flaw)
    }

    private mutating func append(
        _ event: Event, _ now: Timestamp, _ log: borrowing Cursor<UInt64>, _ orders: borrowing Cursor<String>
    ) throws(StoreError) -> Refusal? {
        if let flaw = Validation.flaw(in: event, now: now) { return .flawed(flaw) }
        guard let type = type(event.type) else {
            let reason = "\(event.type) would be one name too many; a store keeps \(EventTypeNames.ownLimit) of its own"
            return .flawed(Flaw(field: "type", reason: reason))
        }
        let sequence = counters.nextSequence
        if let id = event.id, !id.isEmpty {
            let isNew = try transaction.put(plain: sequence, at: id, in: tables.eventIDs, MDB_NOOVERWRITE)
            if !isNew { return .known }
        }
        let user = event.user.isEmpty ? EventRecord.guest : try user(event.user)
        let record = EventRecord(event, user: user, item: try item(event.item), type: type)
        let place = try log.reserve(record.byteCount, at: sequence, MDB_APPEND)
        record.encode(into: place)
        if user != EventRecord.guest { history.append(HistoryRecord(record, sequence: sequence), of: user) }
        if let order = record.order { try add(sequence, to: order, orders) }
        counters.nextSequence += 1
        counters.events += 1
        return nil
    }

    private mutating func add(
        _ sequence: UInt64, to order: String, _ orders: borrowing Cursor<String>
    ) throws(StoreError) {
        if try orders.move(MDB_SET, to: order) == nil { counters.orders += 1 }
        var failure: StoreError?
        withUnsafeBytes(of: sequence) { bytes in
            do throws(StoreError) { try orders.put(bytes, at: order, MDB_APPENDDUP) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Writes the gathered histories, users in order, each user's records in one run.
    mutating func flushHistory() throws(StoreError) {
        if history.isEmpty { return }
        let cursor = try Cursor(on: tables.history, in: transaction)
        try history.forEachUser { (user, run) throws(StoreError) in
            try Self.write(run, of: user, cursor)
        }
        history.removeAll()
    }

    private static func write(
        _ run: UnsafeBufferPointer<HistoryRecord>, of user: UInt32, _ cursor: borrowing Cursor<UInt32>
    ) throws(StoreError) {
        var isNewest = true
        if let first = run.first, let entry = try cursor.move(MDB_SET, to: user) {
            let last = try cursor.move(MDB_LAST_DUP)?.value ?? entry.value
            isNewest = HistoryRecord.precedes(try HistoryRecord.load(last), first)
        }
        try cursor.put(many: run, at: user, isNewest ? MDB_APPENDDUP : 0)
    }
}

extension EventRecord {
    /// The event with indices for its names; empty texts count as none.
    init(_ event: Event, user: UInt32, item: UInt32, type: EventType) {
        func present(_ text: String?) -> String? { text?.isEmpty ?? true ? nil : text }
        self.init(
            user: user, item: item, timestamp: event.timestamp, type: type, value: event.value,
            quantity: event.quantity, price: event.price, order: present(event.order),
            session: present(event.session), id: present(event.id))
    }
}

extension HistoryRecord {
    /// The record in bytes of the table.
    @inline(__always)
    static func load(_ bytes: UnsafeRawBufferPointer) throws(StoreError) -> HistoryRecord {
        guard bytes.count == byteCount else {
            throw StoreError(.corrupted, "history holds \(bytes.count) bytes where \(byteCount) belong")
        }
        return bytes.loadUnaligned(as: HistoryRecord.self)
    }
}
