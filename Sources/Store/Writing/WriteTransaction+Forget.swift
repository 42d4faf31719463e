// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
internal import Shop

extension WriteTransaction {
    /// Removes every trace of a user; their index is never given again.
    mutating func forget(_ name: String) throws(StoreError) -> ForgetReceipt {
        try flushHistory()
        var receipt = ForgetReceipt()
        guard let user = try transaction.plain(UInt32.self, at: name, in: tables.userIDs) else { return receipt }
        receipt.isKnown = true
        for sequence in try sequences(of: user) {
            try removeEvent(sequence)
            receipt.eventsRemoved += 1
        }
        try transaction.remove(user, from: tables.history)
        try transaction.remove(user, from: tables.users)
        try transaction.remove(user, from: tables.userNames)
        try transaction.remove(name, from: tables.userIDs)
        counters.users -= 1
        counters.userRevision = before.userRevision + 1
        counters.forgetRevision = before.forgetRevision + 1
        memory.users.removeAll()
        return receipt
    }

    private func sequences(of user: UInt32) throws(StoreError) -> [UInt64] {
        var sequences: [UInt64] = []
        let cursor = try Cursor(on: tables.history, in: transaction)
        var entry = try cursor.move(MDB_SET, to: user)
        while let record = entry {
            sequences.append(try HistoryRecord.load(record.value).sequence)
            entry = try cursor.move(MDB_NEXT_DUP)
        }
        return sequences
    }

    private mutating func removeEvent(_ sequence: UInt64) throws(StoreError) {
        guard let bytes = try transaction.value(of: sequence, in: tables.events), let record = EventRecord(bytes) else {
            throw StoreError(.corrupted, "event \(sequence) of a user's history is not in the log")
        }
        try transaction.remove(sequence, from: tables.events)
        if let id = record.id { try transaction.remove(id, from: tables.eventIDs) }
        if let order = record.order {
            try withBytes(of: sequence) { (bytes) throws(StoreError) in
                _ = try transaction.remove(order, bytes, from: tables.orders)
            }
            if try transaction.value(of: order, in: tables.orders) == nil { counters.orders -= 1 }
        }
        counters.events -= 1
    }
}

/// The value's bytes, valid inside the closure.
func withBytes<Value: BitwiseCopyable>(
    of value: Value, _ body: (UnsafeRawBufferPointer) throws(StoreError) -> Void
) throws(StoreError) {
    var failure: StoreError?
    withUnsafeBytes(of: value) { bytes in
        do throws(StoreError) { try body(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
}
