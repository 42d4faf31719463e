// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// The one write transaction: applies changes, and keeps the counters that go with them.
struct WriteTransaction: ~Copyable {
    let transaction: Transaction
    let tables: Tables
    let before: Counters
    var counters: Counters
    var types: EventTypeNames
    let memory: WriterMemory
    var history = PendingHistory()
    private let typesBefore: EventTypeNames

    init(_ transaction: Transaction, _ tables: Tables, _ memory: WriterMemory) throws(StoreError) {
        let view = StoreView(transaction: transaction, tables: tables)
        let (counters, types) = (try view.counters(), try view.eventTypes())
        self.transaction = transaction
        self.tables = tables
        before = counters
        self.counters = counters
        typesBefore = types
        self.types = types
        self.memory = memory
        memory.begin(counters)
    }

    /// Writes what was gathered; says whether there is anything to commit.
    mutating func finish(marking mark: ImportMark?) throws(StoreError) -> Bool {
        try flushHistory()
        if types != typesBefore {
            let bytes = types.encoded
            try bytes.withBytes { (bytes) throws(StoreError) in
                _ = try transaction.put(bytes, at: MetaKey.ownTypes, in: tables.meta)
            }
        }
        if let mark { try transaction.put(plain: mark.rows, at: MetaKey.mark(mark.file), in: tables.meta) }
        if counters != before { try transaction.put(plain: counters, at: MetaKey.counters, in: tables.meta) }
        memory.finish(counters)
        return counters != before || types != typesBefore || mark != nil
    }

    /// Does one change.
    ///
    /// A change that is wrong in itself fails alone; the store's own failures fail the transaction.
    mutating func apply(_ change: StoreChange) throws(StoreError) -> Result<ChangeReceipt, StoreError> {
        switch change {
        case .append(let events): return .success(.appended(try append(events)))
        case .putItems(let items): return .success(.put(try put(items)))
        case .putUsers(let users): return .success(.put(try put(users)))
        case .deleteItems(let ids): return .success(.deleted(try delete(ids)))
        case .forgetUser(let user):
            if let flaw = Validation.id(user, "user") {
                return .failure(StoreError(.invalidArgument, "\(flaw.field) \(flaw.reason)"))
            }
            return .success(.forgotten(try forget(user)))
        }
    }
}

extension Array where Element == UInt8 {
    /// The array's bytes, valid inside the closure.
    func withBytes(_ body: (UnsafeRawBufferPointer) throws(StoreError) -> Void) throws(StoreError) {
        var failure: StoreError?
        withUnsafeBytes { bytes in
            do throws(StoreError) { try body(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
