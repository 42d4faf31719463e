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
        sum = hash(interactions.quantities, seed: sum)
        for groups in [dataset.orders, dataset.sessions] { sum = hash(groups, seed: sum) }
        for item in dataset.items { sum = hash(item?.canonicalText ?? "", seed: sum) }
        for user in dataset.users { sum = hash(user?.canonicalText ?? "", seed: sum) }
        return sum
    }

    private static func hash(_ groups: EventGroups, seed: UInt64) -> UInt64 {
        if groups.isEmpty { return seed }
        let ends = (0..<groups.count).map { UInt64(groups[$0].upperBound) }
        var sum = ends.withUnsafeBytes { Checksum.of($0, seed: seed) }
        sum = groups.users.withUnsafeBytes { Checksum.of($0, seed: sum) }
        sum = groups.items.withUnsafeBytes { Checksum.of($0, seed: sum) }
        sum = groups.types.withUnsafeBytes { Checksum.of($0, seed: sum) }
        sum = groups.timestamps.withUnsafeBytes { Checksum.of($0, seed: sum) }
        sum = groups.quantities.withUnsafeBytes { Checksum.of($0, seed: sum) }
        return groups.prices.withUnsafeBytes { Checksum.of($0, seed: sum) }
    }

    private static func hash(_ text: String, seed: UInt64) -> UInt64 {
        Array(text.utf8).withUnsafeBytes { Checksum.of($0, seed: seed) }
    }

    /// Columns of the same elements are kept in the same way, so what they keep says what they are.
    private static func hash<Element>(_ column: InteractionColumn<Element>, seed: UInt64) -> UInt64 {
        column.withUnsafeStoredBytes { Checksum.of($0, seed: seed) }
    }
}

extension Item {
    /// Everything about it as one text, the same for equal items.
    fileprivate var canonicalText: String {
        let fields = [id, title, brand, variantGroup, text, "\(isHidden)"] + category + ["tags"] + tags
        let numbers = [price.map { "\($0)" }, stock.map { "\($0)" }]
        let moments = [availableFrom, availableUntil].map { $0.map { "\($0.milliseconds)" } }
        let rest = (numbers + moments).map { $0 ?? "none" } + attributes.canonicalTexts
        return (fields + rest).joined(separator: "\u{1f}")
    }
}

extension User {
    fileprivate var canonicalText: String { ([id] + attributes.canonicalTexts).joined(separator: "\u{1f}") }
}

extension [String: AttributeValue] {
    fileprivate var canonicalTexts: [String] { sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }
}
