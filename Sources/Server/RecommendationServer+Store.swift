// SPDX-License-Identifier: Apache-2.0

package import Shop
import Store

extension RecommendationServer {
    /// What a trainer would read of this server's store, and the store's identity.
    ///
    /// For code in the server's own process, which must not open the store a second time.
    package func readStore() throws -> (interactions: Interactions, identity: String) {
        let store = core.store
        let interactions = try store.read { (transaction) throws(StoreError) in try transaction.interactions() }
        return (interactions, store.identity)
    }

    /// What the store says of each item, by index.
    package func readItems() throws -> [Item?] {
        try core.store.read { (transaction) throws(StoreError) in try transaction.itemsByIndex() }
    }

    /// The sessions that a trainer would read of this server's store, and the end of the log they were read to.
    package func readSessions() throws -> (sessions: EventGroups, logEnd: UInt64) {
        try core.store.read { (transaction) throws(StoreError) in
            (try transaction.sessions(), try transaction.logEnd)
        }
    }
}
