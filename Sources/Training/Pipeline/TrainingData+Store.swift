// SPDX-License-Identifier: Apache-2.0

internal import Recommenders
internal import Shop
internal import Store

extension TrainingData {
    /// Copies every event out of a store in one short read, and lets it go.
    ///
    /// The store is opened read-only, so that it may be fitted on beside a live server. Events of guests are left out.
    ///
    /// - Throws: `storeFailed`; `nothingToLearn` when there is no event.
    init(storeAt directory: String) throws(TrainingError) {
        let (store, interactions, ownTypes): (String, Interactions, [String])
        do {
            let opened = try ShopStore.open(at: directory, as: .reader)
            store = opened.identity
            (interactions, ownTypes) = try opened.read { transaction throws(StoreError) in
                (try transaction.interactions(), try transaction.eventTypes.ownNames)
            }
        } catch {
            throw TrainingError(.storeFailed, "cannot learn from store \(directory)", cause: error)
        }
        guard interactions.count > 0 else {
            throw TrainingError(
                .nothingToLearn, "store \(directory) has no events of known users yet; add some with wicker import")
        }
        self.init(store: store, dataset: Dataset(interactions, ownTypes: ownTypes))
    }
}
