// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
public import Shop

/// The store as it was at one moment.
///
/// Exists only inside the closure of a read. What it returns are values that may be kept.
public struct ReadTransaction: ~Copyable {
    let reader: StoreReader

    @inline(never)  // inlined into another module, it stops the 6.3 compiler
    @usableFromInline
    init(_ reader: StoreReader) { self.reader = reader }

    private var view: StoreView { reader.view }

    /// The index of a user; nil for a name the store has not seen, or has forgotten.
    ///
    /// - Complexity: O(log users).
    public func user(named name: String) throws(StoreError) -> UserIndex? {
        if name.isEmpty { return nil }
        let view = view
        return try view.transaction.plain(UInt32.self, at: name, in: view.tables.userIDs).map(UserIndex.init(rawValue:))
    }

    /// The index of an item; nil for a name the store has not seen.
    ///
    /// An item taken out of the catalogue keeps its index.
    ///
    /// - Complexity: O(log items).
    public func item(named name: String) throws(StoreError) -> ItemIndex? {
        if name.isEmpty { return nil }
        let view = view
        return try view.transaction.plain(UInt32.self, at: name, in: view.tables.itemIDs).map(ItemIndex.init(rawValue:))
    }

    /// The external id of an item; nil for an index never given.
    public func name(of item: ItemIndex) throws(StoreError) -> String? {
        try view.name(at: item.rawValue, in: view.tables.itemNames)
    }

    /// The external id of a user; nil for an index never given, and for a user who was forgotten.
    public func name(of user: UserIndex) throws(StoreError) -> String? {
        try view.name(at: user.rawValue, in: view.tables.userNames)
    }

    /// An item of the catalogue; nil for one that is not known or was taken out.
    ///
    /// An item that only events have named has nothing but its id.
    public func item(_ index: ItemIndex) throws(StoreError) -> Item? { try view.item(index.rawValue) }

    /// A user; nil for one that is not known or was forgotten.
    ///
    /// A user whom only events have named has nothing but their id.
    public func user(_ index: UserIndex) throws(StoreError) -> User? { try view.user(index.rawValue) }

    /// Items of the catalogue, in the order in which they became known, after that one; nil starts at the first.
    public func items(
        after previous: ItemIndex? = nil, limit: Int
    ) throws(StoreError) -> [(index: ItemIndex, item: Item)] {
        let view = view
        var page: [(index: ItemIndex, item: Item)] = []
        let cursor = try Cursor(on: view.tables.items, in: view.transaction)
        if previous?.rawValue == .max { return [] }
        var entry = try cursor.move(MDB_SET_RANGE, to: previous.map { $0.rawValue + 1 } ?? 0)
        while page.count < limit, let (key, value) = entry {
            let index = key.loadUnaligned(as: UInt32.self)
            page.append((ItemIndex(rawValue: index), try view.item(index, value)))
            entry = try cursor.move(MDB_NEXT)
        }
        return page
    }

    /// Names and codes of the event types.
    public var eventTypes: EventTypeNames { get throws(StoreError) { try view.eventTypes() } }

    /// How much there is.
    public var counts: StoreCounts { get throws(StoreError) { StoreCounts(try view.counters()) } }

    /// What has changed since another read.
    public var revision: StoreRevision {
        get throws(StoreError) { StoreRevision(commit: view.transaction.number, try view.counters()) }
    }

    /// Rows of a file that are in the store; 0 for a file never imported.
    public func rowsImported(of file: String) throws(StoreError) -> UInt64 {
        try view.transaction.plain(UInt64.self, at: MetaKey.mark(file), in: view.tables.meta) ?? 0
    }
}

/// How much a store holds.
public struct StoreCounts: Hashable, Sendable {
    /// Users known.
    public var users: Int
    /// Items in the catalogue.
    public var items: Int
    /// Events in the log.
    public var events: Int
    /// Orders with at least one line.
    public var orders: Int
    /// Every user index is below.
    public var userIndexEnd: Int
    /// Every item index is below.
    public var itemIndexEnd: Int

    init(_ counters: Counters) {
        users = Int(clamping: counters.users)
        items = Int(clamping: counters.items)
        events = Int(clamping: counters.events)
        orders = Int(clamping: counters.orders)
        userIndexEnd = Int(clamping: counters.nextUser)
        itemIndexEnd = Int(clamping: counters.nextItem)
    }
}

/// Numbers that grow when something changes, whoever changed it; compare two reads' for equality.
public struct StoreRevision: Hashable, Sendable {
    /// Grows with every transaction of any process.
    public var commit: UInt64
    /// Grows when an item becomes known, is put or is taken out.
    public var items: UInt64
    /// Grows when a user becomes known, is put or is forgotten.
    public var users: UInt64

    init(commit: UInt64, _ counters: Counters) {
        self.commit = commit
        items = counters.itemRevision
        users = counters.userRevision
    }
}
