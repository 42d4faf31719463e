// SPDX-License-Identifier: Apache-2.0

public import Recommenders
internal import Shop
public import Snapshots

/// Everything a fit learns from, copied out of a store.
public struct TrainingData: Sendable {
    /// Identity of the store.
    public var store: String
    /// The interactions.
    public var dataset: Dataset
    /// Counts and hash of the same.
    public var fingerprint: DatasetFingerprint

    /// Data of a store of that identity.
    ///
    /// - Complexity: O(interactions), at the speed of memory.
    public init(store: String, dataset: Dataset) {
        self.store = store
        self.dataset = dataset
        fingerprint = DatasetFingerprint(
            users: dataset.userCount, items: dataset.itemCount, events: dataset.interactions.count,
            hash: Self.hash(dataset))
    }

    private static func hash(_ dataset: Dataset) -> UInt64 {
        let interactions = dataset.interactions
        var sum: UInt64 = 0
        for name in dataset.ownTypes { sum = Array(name.utf8).withUnsafeBytes { Checksum.of($0, seed: sum) } }
        sum = interactions.users.withUnsafeBytes { Checksum.of($0, seed: sum) }
        sum = interactions.items.withUnsafeBytes { Checksum.of($0, seed: sum) }
        sum = hash(interactions.types, seed: sum)
        sum = hash(interactions.timestamps, seed: sum)
        sum = hash(interactions.values, seed: sum)
        return hash(interactions.quantities, seed: sum)
    }

    /// Columns of the same elements are kept in the same way, so what they keep says what they are.
    private static func hash<Element>(_ column: InteractionColumn<Element>, seed: UInt64) -> UInt64 {
        column.withUnsafeStoredBytes { Checksum.of($0, seed: seed) }
    }
}
