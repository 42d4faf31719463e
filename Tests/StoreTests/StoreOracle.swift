// SPDX-License-Identifier: Apache-2.0

import Shop
import Store

/// The plainest store: arrays, searched from end to end, in the order of the changes.
struct StoreOracle {
    private(set) var log: [Event] = []
    private(set) var catalogue: [String: Item] = [:]
    private(set) var itemOrder: [String] = []
    private(set) var users: [String: User] = [:]

    mutating func apply(_ change: StoreChange) -> ChangeReceipt {
        switch change {
        case .append(let events): return .appended(append(events))
        case .putItems(let items):
            for item in items { put(item) }
            var receipt = PutReceipt()
            receipt.accepted = items.count
            return .put(receipt)
        case .putUsers(let users):
            for user in users { self.users[user.id] = user }
            var receipt = PutReceipt()
            receipt.accepted = users.count
            return .put(receipt)
        case .deleteItems(let ids): return .deleted(delete(ids))
        case .forgetUser(let user): return .forgotten(forget(user))
        }
    }

    private mutating func put(_ item: Item) {
        if !itemOrder.contains(item.id) { itemOrder.append(item.id) }
        catalogue[item.id] = item
    }

    private mutating func append(_ events: [Event]) -> AppendReceipt {
        var receipt = AppendReceipt()
        for event in events {
            if let id = event.id, log.contains(where: { $0.id == id }) {
                receipt.duplicates += 1
                continue
            }
            if !itemOrder.contains(event.item) { put(Item(id: event.item)) }
            if !event.user.isEmpty, users[event.user] == nil { users[event.user] = User(id: event.user) }
            log.append(event)
            receipt.accepted += 1
        }
        return receipt
    }

    private mutating func delete(_ ids: [String]) -> DeletionReceipt {
        var receipt = DeletionReceipt()
        for id in ids {
            if catalogue.removeValue(forKey: id) == nil { receipt.missing.append(id) } else { receipt.deleted += 1 }
        }
        return receipt
    }

    private mutating func forget(_ user: String) -> ForgetReceipt {
        var receipt = ForgetReceipt()
        receipt.isKnown = users.removeValue(forKey: user) != nil
        let count = log.count
        log.removeAll { $0.user == user }
        receipt.eventsRemoved = count - log.count
        return receipt
    }

    /// Newest first; of two at one moment the later arrival first.
    func history(_ user: String) -> [Event] {
        log.enumerated().filter { $0.element.user == user }
            .sorted { ($0.element.timestamp, $0.offset) > ($1.element.timestamp, $1.offset) }.map(\.element)
    }

    var items: [Item] { itemOrder.compactMap { catalogue[$0] } }

    var orderCount: Int { Set(log.compactMap(\.order)).count }
}
