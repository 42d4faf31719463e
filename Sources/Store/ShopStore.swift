// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
public import Shop

/// Everything a shop has told us, in one LMDB environment.
///
/// Reads see the store as it is at that moment and never wait for a write. Writes take turns; each of the calls below is
/// one transaction, and is on disk when it returns. For many small writes from many threads use ``GroupCommitter``,
/// for many reads from one thread ``StoreReader``.
public final class ShopStore: @unchecked Sendable {  // the memory is touched inside the one write transaction only
    /// Where it is.
    public let directory: String
    /// A random name given when the store was made; a snapshot keeps it to tell one store's data from another's.
    public let identity: String
    let environment: Environment
    let tables: Tables
    private let serverLock: ServerLock?
    private let readers = Monitor<[StoreReader]>([])
    private var memory: WriterMemory

    init(_ opened: OpenedStore) {
        directory = opened.environment.directory
        identity = opened.identity
        environment = opened.environment
        tables = opened.tables
        serverLock = opened.serverLock
        memory = WriterMemory()
    }

    /// Bytes of the store's file in use.
    public var byteCount: Int { environment.byteCount }

    /// A reader for a thread that reads often.
    public func makeReader() -> StoreReader { StoreReader(environment, tables) }

    /// Runs the closure on the store as it is now; later changes are not seen inside it.
    ///
    /// Keep it short: until it returns, space that others free cannot be used again. Do not write inside it.
    ///
    /// - Throws: what the closure throws, or ``StoreError``.
    public func read<Result, Failure: Error>(
        _ body: (borrowing ReadTransaction) throws(Failure) -> Result
    ) throws -> Result {
        let reader = readers.withLock { $0.popLast() } ?? makeReader()
        defer { readers.withLock { $0.append(reader) } }
        return try reader.read(body)
    }

    /// Does all of the changes in one transaction, in their order; they are on disk when this returns.
    ///
    /// - Parameter mark: how far an import has come with them, kept in the same transaction.
    /// - Returns: the outcome of each. One that is wrong in itself fails alone.
    /// - Throws: when the store fails; then nothing of any of them was kept.
    public func commit(
        _ changes: [StoreChange], marking mark: ImportMark? = nil
    ) throws(StoreError) -> [Result<ChangeReceipt, StoreError>] {
        if let mark { try Self.require(mark) }
        let committed = try environment.write { (transaction) throws(StoreError) in
            var write = try WriteTransaction(transaction, tables, takeMemory())
            var receipts: [Result<ChangeReceipt, StoreError>] = []
            for change in changes { receipts.append(try write.apply(change)) }
            let hasChanges = try write.finish(marking: mark)
            return Environment.Written(value: (receipts, write.memory), hasChanges: hasChanges)
        } whenDurable: {
            memory = $0.1
        }
        return committed.0
    }

    /// The memory goes into the transaction, and comes back only when that is durable.
    private func takeMemory() -> WriterMemory {
        let taken = memory
        memory = WriterMemory()
        return taken
    }

    private static func require(_ mark: ImportMark) throws(StoreError) {
        guard (1...400).contains(mark.file.utf8.count) else {
            throw StoreError(.invalidArgument, "an import's file is named by 1 to 400 bytes, not \(mark.file.utf8.count)")
        }
    }
}

extension ShopStore {
    /// Keeps events; those whose id is known count as duplicates.
    public func append(_ events: [Event], marking mark: ImportMark? = nil) throws(StoreError) -> AppendReceipt {
        let receipt = try commit([.append(events)], marking: mark)[0].get()
        guard case .appended(let receipt) = receipt else { preconditionFailure("\(receipt) for an append") }
        return receipt
    }

    /// Adds items to the catalogue, or replaces them.
    public func put(items: [Item], marking mark: ImportMark? = nil) throws(StoreError) -> PutReceipt {
        let receipt = try commit([.putItems(items)], marking: mark)[0].get()
        guard case .put(let receipt) = receipt else { preconditionFailure("\(receipt) for a put") }
        return receipt
    }

    /// Adds users, or replaces their attributes.
    public func put(users: [User], marking mark: ImportMark? = nil) throws(StoreError) -> PutReceipt {
        let receipt = try commit([.putUsers(users)], marking: mark)[0].get()
        guard case .put(let receipt) = receipt else { preconditionFailure("\(receipt) for a put") }
        return receipt
    }

    /// Takes items out of the catalogue until they are put again; their events stay.
    public func delete(items ids: [String]) throws(StoreError) -> DeletionReceipt {
        let receipt = try commit([.deleteItems(ids)])[0].get()
        guard case .deleted(let receipt) = receipt else { preconditionFailure("\(receipt) for a deletion") }
        return receipt
    }

    /// Removes a user, all their events and their attributes.
    public func forget(user: String) throws(StoreError) -> ForgetReceipt {
        let receipt = try commit([.forgetUser(user)])[0].get()
        guard case .forgotten(let receipt) = receipt else { preconditionFailure("\(receipt) for forgetting") }
        return receipt
    }

    /// Rows of a file that are in the store; 0 for a file never imported.
    public func importMark(for file: String) throws -> UInt64 {
        try read { (transaction) throws(StoreError) in try transaction.rowsImported(of: file) }
    }
}
