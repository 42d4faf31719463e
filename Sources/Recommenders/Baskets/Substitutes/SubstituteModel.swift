// SPDX-License-Identifier: Apache-2.0

public import Shop

/// A model that lists what can stand for an item.
public protocol SubstituteModel: RecommenderModel {
    /// Whether its lists hold dearer items to sell instead.
    var isUpSell: Bool { get }

    /// Why `other` is in the list of `item`; nil when it is not.
    func evidence(of item: ItemIndex, for other: ItemIndex) -> SubstituteEvidence?
}
