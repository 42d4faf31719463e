// SPDX-License-Identifier: Apache-2.0

public import Recommenders

/// What a snapshot says about itself: `manifest.json`, everything but the arrays.
///
/// It holds nothing that differs between two fits of the same data, recipe and seed: the version is the folder's name,
/// the moment of publication stands in `published.json`.
public struct SnapshotManifest: Codable, Equatable, Sendable {
    /// The layout this program writes, and the newest it reads.
    public static let currentFormat = 1

    /// Layout of the folder.
    public var format: Int
    /// Name of the recipe.
    public var recipeName: String
    /// The recipe as it was read, defaults included.
    public var recipe: [String: Setting]
    /// Where random numbers started.
    public var seed: UInt64
    /// Identity of the store that was learnt from; indices mean nothing in another one.
    public var store: String
    /// What was learnt from.
    public var dataset: DatasetFingerprint
    /// How the recipe was judged, by name such as `ndcg@10`; empty when it asks for no judgement.
    public var metrics: [String: Double]
    /// The recommenders, in the recipe's order.
    public var recommenders: [RecommenderEntry]
    /// The slots served from this snapshot.
    public var placements: [PlacementPlan]
    /// Size of `model.mdb`.
    public var modelByteCount: Int

    /// The recommender of that name; nil when there is none.
    public func recommender(named name: String) -> RecommenderEntry? { recommenders.first { $0.name == name } }

    /// The placement of that name; nil when there is none.
    public func placement(named name: String) -> PlacementPlan? { placements.first { $0.name == name } }
}

/// What a snapshot was learnt from, in a few numbers.
public struct DatasetFingerprint: Codable, Equatable, Sendable {
    /// Users known, with or without an event.
    public var users: Int
    /// Items known, with or without an event.
    public var items: Int
    /// Events read.
    public var events: Int
    /// XXH64 of the events, in hexadecimal: equal exactly when the same events came in the same order.
    public var hash: String

    /// A fingerprint of these counts and that hash.
    public init(users: Int, items: Int, events: Int, hash: UInt64) {
        self.users = users
        self.items = items
        self.events = events
        self.hash = Checksum.text(hash)
    }
}

/// One fitted recommender of a snapshot.
public struct RecommenderEntry: Codable, Equatable, Sendable {
    /// Its name in the recipe and in placements.
    public var name: String
    /// The algorithm.
    public var kind: RecommenderKind
    /// How a user's events are weighed before they are scored.
    public var weighting: EventWeighting
    /// Items the model knows.
    public var itemCount: Int
    /// Its arrays.
    public var sections: [SectionEntry]

    /// Bytes of its arrays together.
    public var byteCount: Int { sections.reduce(0) { $0 + $1.byteCount } }
}

/// One array of a recommender.
public struct SectionEntry: Codable, Equatable, Sendable {
    /// Its name within the recommender.
    public var name: String
    /// Its size, without padding.
    public var byteCount: Int
    /// XXH64 of its bytes, in hexadecimal.
    public var checksum: String
}
