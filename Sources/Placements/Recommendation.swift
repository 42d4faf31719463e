// SPDX-License-Identifier: Apache-2.0

public import Shop

/// An answer: best first, ties by item index.
public struct Recommendation: Sendable, Equatable {
    /// Version of the snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// The list; shorter than asked for when too few items qualify.
    public var items: [RecommendedItem]
    /// Whether the list rests on something the user did.
    public var isPersonalised: Bool
}
