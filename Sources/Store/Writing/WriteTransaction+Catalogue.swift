// SPDX-License-Identifier: Apache-2.0

internal import CLMDB
internal import Shop

extension WriteTransaction {
    /// Enters items into the catalogue, or replaces them.
    mutating func put(_ items: [Item]) throws(StoreError) -> PutReceipt {
        var receipt = PutReceipt()
        for (index, item) in items.enumerated() {
            if let flaw = Validation.flaw(in: item) {
                receipt.rejections.append(flaw.rejection(at: index))
                continue
            }
            try store(item, at: try self.item(item.id))
            receipt.accepted += 1
        }
        return receipt
    }

    /// Keeps an item's attributes.
    mutating func store(_ item: Item, at index: UInt32) throws(StoreError) {
        if try transaction.value(of: index, in: tables.items) == nil { counters.items += 1 }
        try ItemCodec.encode(item).withBytes { (bytes) throws(StoreError) in
            _ = try transaction.put(bytes, at: index, in: tables.items)
        }
        counters.itemRevision = before.itemRevision + 1
    }

    /// Takes items out of the catalogue.
    mutating func delete(_ ids: [String]) throws(StoreError) -> DeletionReceipt {
        var receipt = DeletionReceipt()
        for id in ids {
            if try remove(id) { receipt.deleted += 1 } else { receipt.missing.append(id) }
        }
        return receipt
    }

    private mutating func remove(_ id: String) throws(StoreError) -> Bool {
        guard Validation.id(id, "id") == nil,
            let index = try transaction.plain(UInt32.self, at: id, in: tables.itemIDs),
            try transaction.remove(index, from: tables.items)
        else { return false }
        counters.items -= 1
        counters.itemRevision = before.itemRevision + 1
        return true
    }

    /// Adds users, or replaces their attributes.
    mutating func put(_ users: [User]) throws(StoreError) -> PutReceipt {
        var receipt = PutReceipt()
        for (index, user) in users.enumerated() {
            if let flaw = Validation.flaw(in: user) {
                receipt.rejections.append(flaw.rejection(at: index))
                continue
            }
            let place = try self.user(user.id)
            try UserCodec.encode(user).withBytes { (bytes) throws(StoreError) in
                _ = try transaction.put(bytes, at: place, in: tables.users)
            }
            counters.userRevision = before.userRevision + 1
            receipt.accepted += 1
        }
        return receipt
    }
}
