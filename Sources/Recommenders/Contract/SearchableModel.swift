// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// A model whose items can be found by words.
public protocol SearchableModel: RecommenderModel {
    /// The best items for a text that `accepts` lets through, best first, ties by the lower index.
    func found(_ text: String, count: Int, where accepts: (UInt32) -> Bool) -> [Scored]
}

/// A model that can take up an item only if what the shop says of it has a certain form.
public protocol ItemCheckingModel: RecommenderModel {
    /// What is wrong with the item; nil when nothing is.
    func fault(in item: Item) -> ItemFault?
}

/// A field of an item that a model cannot take up.
public struct ItemFault: Error, Equatable, Sendable {
    /// The field, such as `attributes.embedding`.
    public var field: String
    /// What is wrong with it, and the remedy.
    public var reason: String
}
