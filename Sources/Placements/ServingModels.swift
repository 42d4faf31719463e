// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
public import Snapshots

/// A snapshot made ready to answer: placements resolved, weightings looked up, fallbacks ranked.
///
/// Immutable and shared by every thread; the last request that holds one lets the snapshot's memory go.
public final class ServingModels: Sendable {
    /// One recommender of the snapshot.
    struct Entry: Sendable {
        let name: String
        let model: any RecommenderModel
        let weights: EventWeights
    }

    /// Items in one order for everybody, best first.
    struct Ranking: Sendable {
        let name: String
        let items: [Scored]
    }

    /// A placement with everything it needs at hand.
    struct Placement: Sendable {
        let entry: Entry
        let fallback: Ranking?
        let excludesSeen: Bool
        let historyLimit: Int
    }

    /// The snapshot's version.
    public let version: UInt64
    /// Items the snapshot's models may name.
    public let itemCount: Int
    let placements: [String: Placement]
    let popular: Ranking?

    /// Resolves a snapshot's placements; `ownTypes` are the store's own event types by code.
    ///
    /// - Complexity: O(items · log items), once a publication.
    /// - Throws: `unusableSnapshot` when a placement names a recommender that the snapshot lacks.
    public init(_ snapshot: Snapshot, ownTypes: [String]) throws(PlacementError) {
        let builder = try Builder(snapshot, ownTypes: ownTypes)
        version = snapshot.manifest.version
        itemCount = snapshot.manifest.itemCount
        placements = try builder.placements()
        popular = builder.popular
    }
}
