// SPDX-License-Identifier: Apache-2.0

public import Shop

/// A model that can list items it was not trained on, by what the shop says of them.
///
/// A server gives it the store's items when its snapshot is published, and from then on every item that is put or taken
/// out, so that a new product is listed on the next call, without retraining.
public protocol LiveItemModel: RecommenderModel {
    /// The same model with those items as they are now; the model itself stays as it is, for the calls under way.
    ///
    /// An item that is as the model learned it, or of which it needs no description, should cost next to nothing: at
    /// publication every item of the store is offered. Whoever follows may give the same item again.
    ///
    /// - Complexity: meant to be O(items given), whatever was taken up before.
    func takingUp(_ items: [LiveItem]) -> Self
}

/// An item as it is in the store at the moment.
public struct LiveItem: Sendable, Equatable {
    /// Its index, perhaps above any that a snapshot knows.
    public var index: ItemIndex
    /// What the shop says of it; nil when it was taken out of the catalogue.
    public var item: Item?

    /// An item at its index.
    public init(index: ItemIndex, item: Item?) {
        self.index = index
        self.item = item
    }
}
