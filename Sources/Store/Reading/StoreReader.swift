// SPDX-License-Identifier: Apache-2.0

internal import CLMDB

/// Reads the store again and again from one thread, with the same transaction renewed each time.
///
/// For threads that read often, such as event loops: a read costs no allocation and no lock. A reader inside its own read,
/// or used by two threads at once, stops the program.
public final class StoreReader: @unchecked Sendable {  // the gate's slot traps a second user
    private let environment: Environment
    private let slot: ReaderGate.Slot
    let tables: Tables
    // The slot already traps overlapping use, which the compiler would check again at every access.
    @exclusivity(unchecked) private var handle: OpaquePointer?
    @exclusivity(unchecked) private var historyCursor: Cursor<UInt32>?
    @exclusivity(unchecked) private var isHistoryCursorCurrent = false

    init(_ environment: Environment, _ tables: Tables) {
        self.environment = environment
        self.tables = tables
        slot = environment.gate.makeSlot()
    }

    deinit {
        historyCursor = nil
        if let handle { mdb_txn_abort(handle) }
        environment.gate.remove(slot)
    }

    /// Runs the closure on the store as it is now; later changes are not seen inside it.
    ///
    /// Keep it short: until it returns, space that others free cannot be used again. Do not write inside it.
    ///
    /// - Throws: what the closure throws, or ``StoreError``.
    @inlinable
    public func read<Result, Failure: Error>(
        _ body: (borrowing ReadTransaction) throws(Failure) -> Result
    ) throws -> Result {
        try begin()
        defer { end() }
        return try body(ReadTransaction(self))
    }

    /// The transaction under way.
    var view: StoreView {
        guard let handle else { preconditionFailure("the reader is not reading") }
        return StoreView(transaction: Transaction(handle: handle), tables: tables)
    }

    @usableFromInline
    func begin() throws(StoreError) {
        while true {
            environment.gate.enter(slot)
            let result = renew()
            if result == MDB_SUCCESS { return }
            environment.gate.leave(slot)
            let error = StoreError(lmdb: result, doing: "beginning to read \(environment.directory)")
            guard error.saysMapWasResized else { throw error }
            try environment.adoptMapByteCount()
        }
    }

    private func renew() -> Int32 {
        if let handle { return mdb_txn_renew(handle) }
        return mdb_txn_begin(environment.handle, nil, UInt32(MDB_RDONLY), &handle)
    }

    @usableFromInline
    func end() {
        if let handle { mdb_txn_reset(handle) }
        isHistoryCursorCurrent = false
        environment.gate.leave(slot)
    }

    /// Runs the closure with a cursor on the histories that is kept from read to read.
    @inline(__always)
    func withHistory<Result>(
        _ body: (borrowing Cursor<UInt32>) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        let cursor: Cursor<UInt32>
        if let kept = historyCursor.take() {
            cursor = kept
            if !isHistoryCursorCurrent { try cursor.renew(in: view.transaction) }
        } else {
            cursor = try Cursor(on: tables.history, in: view.transaction)
        }
        isHistoryCursorCurrent = true
        do throws(StoreError) {
            let result = try body(cursor)
            historyCursor = consume cursor
            return result
        } catch {
            historyCursor = consume cursor
            throw error
        }
    }
}
