// SPDX-License-Identifier: Apache-2.0

/// What a recommender learns from beside interactions; only what some recommender of a recipe needs is read.
public struct DatasetParts: OptionSet, Sendable, Hashable {
    /// A bit a part.
    public let rawValue: UInt8

    /// Parts by their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `Dataset.orders`.
    public static let orders = DatasetParts(rawValue: 1)
    /// `Dataset.sessions`.
    public static let sessions = DatasetParts(rawValue: 2)
    /// `Dataset.items`.
    public static let items = DatasetParts(rawValue: 4)
    /// `Dataset.users`.
    public static let users = DatasetParts(rawValue: 8)
}
