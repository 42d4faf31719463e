// SPDX-License-Identifier: Apache-2.0

import Shop
public import Store
import Synchronization

/// Keeps an engine's items equal to the store's, whoever changes them.
///
/// What this process puts is taken up item by item, before it is acknowledged. What another process puts (an import
/// beside the server) is noticed by the store's revision and read anew.
public final class CatalogueKeeper: Sendable {
    private struct State {
        /// Item revision that the catalogue shows whole.
        var shown: UInt64 = 0
        /// Item revision of the newest change taken up item by item.
        var patched: UInt64 = 0
        /// Names taken up while somebody reads all items for models; nil while nobody does.
        var changed: [String]?
    }

    private let store: ShopStore
    private let engine: RecommendationEngine
    private let state = Mutex(State())
    private let offering = Mutex(())  // held while all items are read for models

    /// A keeper that has read the whole catalogue once.
    ///
    /// - Complexity: O(items).
    /// - Throws: when the store cannot be read.
    public init(store: ShopStore, engine: RecommendationEngine) throws {
        self.store = store
        self.engine = engine
        try reload()
    }

    /// Takes up items that this process has just put or taken out.
    ///
    /// - Complexity: O(names), and a page of the catalogue for each.
    public func take(_ names: [String]) throws {
        try state.withLock { state in
            let (revision, live) = try store.read { transaction in
                try engine.updateItems { items in
                    try CatalogueLoader.update(&items, names: names, transaction)
                }
                return (try transaction.revision.items, try CatalogueLoader.liveItems(names, transaction))
            }
            if let models = engine.models { engine.publish(models.takingUp(live), insteadOf: models) }
            state.changed?.append(contentsOf: names)
            if revision == state.shown + 1 { state.shown = revision }
            state.patched = max(state.patched, revision)
        }
    }

    /// Takes up what other processes changed; a look at one number when there is nothing.
    public func poll() throws {
        let shown = state.withLock { $0.shown }
        let (revision, end) = try store.read { transaction in
            (try transaction.revision.items, try transaction.counts.itemIndexEnd)
        }
        if revision != shown || engine.attributes.wantsReload { return try reload() }
        if end > engine.catalogue.count { try take([]) }
    }

    /// Reads all items; a change patched in meanwhile is newer than what was read, so that the next poll reads again.
    private func reload() throws {
        let loaded = try store.read { (transaction) throws(StoreError) in try CatalogueLoader.load(transaction) }
        state.withLock { state in
            guard loaded.revision.items >= state.patched else { return }
            engine.updateItems { $0 = loaded.items }
            state.shown = loaded.revision.items
        }
        if let models = engine.models { try offerItems(to: models) { engine.publish($0, insteadOf: models) } }
    }
}

extension CatalogueKeeper {
    /// Answers from these models from now on, with the store's items as they are.
    ///
    /// - Complexity: O(items) where a model takes items up, else O(1).
    public func publish(_ models: ServingModels) throws {
        try offerItems(to: models) { engine.publish($0) }
    }

    /// Gives models every item of the store, and then those that were put meanwhile, before it publishes them.
    ///
    /// Items can be put while all are read; only the last few are taken up with the lock held.
    private func offerItems(to models: ServingModels, publish: (ServingModels) -> Void) throws {
        guard models.takesUpItems else { return publish(models) }
        try offering.withLock { _ in
            state.withLock { $0.changed = [] }
            defer { state.withLock { $0.changed = nil } }
            var models = models
            try store.read { transaction throws(StoreError) in
                try CatalogueLoader.forEachPage(transaction) { models = models.takingUp($0) }
            }
            try state.withLock { state in
                let names = state.changed ?? []
                let late = try store.read { (transaction) throws(StoreError) in
                    try CatalogueLoader.liveItems(names, transaction)
                }
                publish(models.takingUp(late))
            }
        }
    }
}
