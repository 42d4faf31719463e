// SPDX-License-Identifier: Apache-2.0

public import Recommenders
internal import Shop
internal import Store

extension TrainingData {
    /// Copies events out of a store in one short read, with the parts that are needed, and lets it go.
    ///
    /// Events of guests are in the orders and sessions only.
    ///
    /// - Throws: `storeFailed`; `nothingToLearn` when there is no event, and no item or user either that is needed.
    init(_ store: ShopStore, needing parts: DatasetParts) throws(TrainingError) {
        let dataset: Dataset
        do {
            dataset = try store.read { transaction throws(StoreError) in try Dataset(transaction, parts) }
        } catch {
            throw TrainingError(.storeFailed, "cannot learn from store \(store.directory)", cause: error)
        }
        guard dataset.hasSomethingToLearn else {
            throw TrainingError(
                .nothingToLearn,
                "store \(store.directory) has no events of known users yet; add some with wicker import")
        }
        self.init(store: store.identity, dataset: dataset)
    }

    /// The same for the store in a folder, opened read-only and closed again.
    public init(storeAt directory: String, needing parts: DatasetParts) throws(TrainingError) {
        let store: ShopStore
        do throws(StoreError) { store = try ShopStore.open(at: directory, as: .reader) } catch {
            throw TrainingError(.storeFailed, "cannot learn from store \(directory)", cause: error)
        }
        try self.init(store, needing: parts)
    }
}

extension Dataset {
    fileprivate init(_ transaction: borrowing ReadTransaction, _ parts: DatasetParts) throws(StoreError) {
        self.init(try transaction.interactions(), ownTypes: try transaction.eventTypes.ownNames)
        logEnd = try transaction.logEnd
        if parts.contains(.orders) { orders = try transaction.orders() }
        if parts.contains(.sessions) { sessions = try transaction.sessions() }
        if parts.contains(.items) { items = try transaction.itemsByIndex() }
        if parts.contains(.users) { users = try transaction.usersByIndex() }
    }

    fileprivate var hasSomethingToLearn: Bool {
        interactions.count > 0 || !orders.isEmpty || !sessions.isEmpty || items.contains { $0 != nil }
            || users.contains { $0 != nil }
    }
}
