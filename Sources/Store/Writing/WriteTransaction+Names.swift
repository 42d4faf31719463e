// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
internal import Shop

extension WriteTransaction {
    /// The user's index; a new one when the name is new.
    mutating func user(_ name: String) throws(StoreError) -> UInt32 {
        if let index = memory.users[name] { return index }
        if let index = try transaction.plain(UInt32.self, at: name, in: tables.userIDs) {
            memory.users[name] = index
            return index
        }
        let index = try Self.next(&counters.nextUser, "users")
        try transaction.put(plain: index, at: name, in: tables.userIDs)
        try transaction.put(text: name, at: index, in: tables.userNames, MDB_APPEND)
        counters.users += 1
        counters.userRevision = before.userRevision + 1
        memory.users[name] = index
        return index
    }

    /// The item's index; when the name is new, a new one with a place in the catalogue.
    mutating func item(_ name: String) throws(StoreError) -> UInt32 {
        if let index = memory.items[name] { return index }
        if let index = try transaction.plain(UInt32.self, at: name, in: tables.itemIDs) {
            memory.items[name] = index
            return index
        }
        let index = try Self.next(&counters.nextItem, "items")
        try transaction.put(plain: index, at: name, in: tables.itemIDs)
        try transaction.put(text: name, at: index, in: tables.itemNames, MDB_APPEND)
        try store(Item(id: name), at: index)
        memory.items[name] = index
        return index
    }

    /// The type's code; a new one when the name is new, nil when there are too many.
    mutating func type(_ name: String) -> EventType? {
        if let code = memory.types[name] { return EventType(rawValue: UInt8(code)) }
        guard let type = types.type(named: name) ?? types.add(name) else { return nil }
        memory.types[name] = UInt32(type.rawValue)
        return type
    }

    private static func next(_ counter: inout UInt64, _ what: String) throws(StoreError) -> UInt32 {
        guard counter < UInt64(UInt32.max) else {
            throw StoreError(.full, "the store has given all \(UInt32.max) indices of \(what)")
        }
        counter += 1
        return UInt32(counter - 1)
    }
}

extension NameCache {
    /// The index of a name; setting nil is not supported, since names are forgotten all at once.
    subscript(name: String) -> UInt32? {
        get {
            var name = name
            return name.withUTF8 { index(of: $0) }
        }
        set {
            guard let newValue else { return }
            var name = name
            name.withUTF8 { insert($0, newValue) }
        }
    }
}
