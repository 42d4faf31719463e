// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
internal import Shop

extension ShopStore {
    /// Walks everything and compares each table with the log and with its counterpart.
    ///
    /// - Complexity: O(entries · log entries); it reads one moment's store, and writes go on.
    /// - Throws: when a page cannot be read at all.
    public func check() throws(StoreError) -> CheckReport {
        let reader = makeReader()
        try reader.begin()
        defer { reader.end() }
        var check = try StoreCheck(reader.view)
        return try check.run()
    }
}

/// One walk through a store.
struct StoreCheck {
    private let view: StoreView
    private let counters: Counters
    private let types: EventTypeNames
    private var report: CheckReport
    private var counted = Counters()
    private var linesWithUser = 0
    private var linesWithOrder = 0
    private var linesWithID = 0

    init(_ view: StoreView) throws(StoreError) {
        self.view = view
        counters = try view.counters()
        types = try view.eventTypes()
        report = CheckReport(counts: StoreCounts(counters))
    }

    mutating func run() throws(StoreError) -> CheckReport {
        try checkNames(view.tables.userIDs, view.tables.userNames, below: counters.nextUser)
        try checkNames(view.tables.itemIDs, view.tables.itemNames, below: counters.nextItem)
        try checkItems()
        try checkUsers()
        try checkLog()
        try checkOrders()
        try checkSizes()
        (counted.nextUser, counted.nextItem) = (counters.nextUser, counters.nextItem)
        report.counts = StoreCounts(counted)
        return report
    }

    private func walk<Key>(
        _ table: Table<Key>, _ operation: MDB_cursor_op = MDB_NEXT,
        _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws(StoreError) -> Void
    ) throws(StoreError) {
        let cursor = try Cursor(on: table, in: view.transaction)
        var entry = try cursor.move(MDB_FIRST)
        while let (key, value) = entry {
            try body(key, value)
            entry = try cursor.move(operation)
        }
    }

    private mutating func checkNames(
        _ ids: Table<String>, _ names: Table<UInt32>, below end: UInt64
    ) throws(StoreError) {
        try walk(names) { (key, value) throws(StoreError) in
            let index = key.loadUnaligned(as: UInt32.self)
            guard index < end, let name = String(validating: value, as: UTF8.self), !name.isEmpty else {
                report.add("\(names.name): the name of \(index) cannot be read")
                return
            }
            if try view.transaction.plain(UInt32.self, at: name, in: ids) != index {
                report.add("\(ids.name): \(name) does not lead to \(index)")
            }
        }
        try compare(ids.name, view.transaction.entryCount(of: ids), view.transaction.entryCount(of: names))
    }

    private mutating func checkItems() throws(StoreError) {
        try walk(view.tables.items) { (key, value) throws(StoreError) in
            let index = key.loadUnaligned(as: UInt32.self)
            counted.items += 1
            if try view.name(at: index, in: view.tables.itemNames) == nil { report.add("items: \(index) has no name") }
            if ItemCodec.decode(value, id: "") == nil { report.add("items: \(index) cannot be read") }
        }
    }

    private mutating func checkUsers() throws(StoreError) {
        counted.users = UInt64(try view.transaction.entryCount(of: view.tables.userNames))
        try walk(view.tables.users) { (key, value) throws(StoreError) in
            let index = key.loadUnaligned(as: UInt32.self)
            if try view.name(at: index, in: view.tables.userNames) == nil { report.add("users: \(index) has no name") }
            if UserCodec.decode(value, id: "") == nil { report.add("users: \(index) cannot be read") }
        }
    }

    private mutating func checkLog() throws(StoreError) {
        let history = try Cursor(on: view.tables.history, in: view.transaction)
        let orders = try Cursor(on: view.tables.orders, in: view.transaction)
        let cursor = try Cursor(on: view.tables.events, in: view.transaction)
        var entry = try cursor.move(MDB_FIRST)
        while let (key, value) = entry {
            let sequence = key.loadUnaligned(as: UInt64.self)
            counted.events += 1
            counted.nextSequence = sequence + 1
            if let record = EventRecord(value) {
                try check(record, sequence, history, orders)
            } else {
                report.add("events: \(sequence) cannot be read")
            }
            entry = try cursor.move(MDB_NEXT)
        }
    }

    private mutating func check(
        _ record: EventRecord, _ sequence: UInt64, _ history: borrowing Cursor<UInt32>,
        _ orders: borrowing Cursor<String>
    ) throws(StoreError) {
        if types.name(of: record.type) == nil { report.add("events: \(sequence) has type \(record.type.rawValue)") }
        if record.item >= counters.nextItem { report.add("events: \(sequence) names item \(record.item)") }
        if sequence >= counters.nextSequence { report.add("events: \(sequence) is beyond the end of the log") }
        if record.user != EventRecord.guest {
            linesWithUser += 1
            let expected = HistoryRecord(record, sequence: sequence)
            if try !history.holds(expected, at: record.user) {
                report.add("history: user \(record.user) lacks event \(sequence)")
            }
            if try view.transaction.value(of: record.user, in: view.tables.userNames) == nil {
                report.add("events: \(sequence) names user \(record.user), who is not known")
            }
        }
        if let order = record.order {
            linesWithOrder += 1
            if try !orders.holds(sequence, at: order) { report.add("orders: \(order) lacks event \(sequence)") }
        }
        if let id = record.id {
            linesWithID += 1
            let found = try view.transaction.plain(UInt64.self, at: id, in: view.tables.eventIDs)
            if found != sequence { report.add("event-ids: \(id) does not lead to event \(sequence)") }
        }
    }

    private mutating func checkOrders() throws(StoreError) {
        try walk(view.tables.orders, MDB_NEXT_NODUP) { (_, _) throws(StoreError) in counted.orders += 1 }
    }

    /// Every line of the log has its entries; equal numbers say that there are no others.
    private mutating func checkSizes() throws(StoreError) {
        let (tables, transaction) = (view.tables, view.transaction)
        try compare("history", transaction.entryCount(of: tables.history), linesWithUser)
        try compare("orders", transaction.entryCount(of: tables.orders), linesWithOrder)
        try compare("event-ids", transaction.entryCount(of: tables.eventIDs), linesWithID)
        compare("meta: counter of events", Int(clamping: counters.events), Int(clamping: counted.events))
        compare("meta: counter of items", Int(clamping: counters.items), Int(clamping: counted.items))
        compare("meta: counter of users", Int(clamping: counters.users), Int(clamping: counted.users))
        compare("meta: counter of orders", Int(clamping: counters.orders), Int(clamping: counted.orders))
    }

    private mutating func compare(_ what: String, _ found: Int, _ expected: Int) {
        if found != expected { report.add("\(what): \(found) where \(expected) belong") }
    }
}

extension Cursor {
    /// Whether the key has exactly that duplicate.
    borrowing func holds<Value: BitwiseCopyable>(_ value: Value, at key: Key) throws(StoreError) -> Bool {
        var isThere = false
        try withBytes(of: value) { (bytes) throws(StoreError) in
            isThere = try move(MDB_GET_BOTH, to: key, bytes) != nil
        }
        return isThere
    }
}
