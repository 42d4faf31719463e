// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// A model whose items can be found by words.
public protocol SearchableModel: RecommenderModel {
    /// Whether it was fitted so.
    var isSearchable: Bool { get }

    /// The best items for a text that `accepts` lets through, best first, ties by the lower index.
    func found(_ text: String, count: Int, where accepts: (UInt32) -> Bool) -> [Scored]
}

/// A model that can take up an item only if what the shop says of it has a certain form.
public protocol ItemCheckingModel: RecommenderModel {
    /// What is wrong with the item; nil when nothing is.
    func fault(in item: Item) -> ItemFault?
}
