// SPDX-License-Identifier: Apache-2.0

internal import Recommenders
internal import Shop
internal import Store

extension TrainingData {
    /// Copies every event out of a store in one short read, and lets it go.
    ///
    /// Events of guests are left out.
    ///
    /// - Throws: `storeFailed`; `nothingToLearn` when there is no event.
    init(_ store: ShopStore) throws(TrainingError) {
        let (interactions, ownTypes): (Interactions, [String])
        do {
            (interactions, ownTypes) = try store.read { transaction throws(StoreError) in
                (try transaction.interactions(), try transaction.eventTypes.ownNames)
            }
        } catch {
            throw TrainingError(.storeFailed, "cannot learn from store \(store.directory)", cause: error)
        }
        guard interactions.count > 0 else {
            throw TrainingError(
                .nothingToLearn,
                "store \(store.directory) has no events of known users yet; add some with wicker import")
        }
        self.init(store: store.identity, dataset: Dataset(interactions, ownTypes: ownTypes))
    }

    /// The same for the store in a folder, opened read-only and closed again.
    init(storeAt directory: String) throws(TrainingError) {
        let store: ShopStore
        do throws(StoreError) { store = try ShopStore.open(at: directory, as: .reader) } catch {
            throw TrainingError(.storeFailed, "cannot learn from store \(directory)", cause: error)
        }
        try self.init(store)
    }
}
