// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop
public import Store

/// Reads the store's items into memory.
public enum CatalogueLoader {
    private static let pageSize = 4_096

    /// The items as they stand in the transaction, with the revision that shows.
    ///
    /// An item that was taken out keeps its name and is never available.
    ///
    /// - Complexity: O(items).
    public static func load(
        _ transaction: borrowing ReadTransaction
    ) throws(StoreError) -> (items: LiveItems, revision: StoreRevision) {
        var items = LiveItems()
        var previous: ItemIndex?
        while true {
            let page = try transaction.items(after: previous, limit: pageSize)
            for (index, item) in page {
                try appendNext(upTo: index.rawValue, to: &items, transaction)
                items.append(name: item.id, item)
            }
            guard let last = page.last else { break }
            previous = last.index
        }
        try appendNext(upTo: UInt32(clamping: try transaction.counts.itemIndexEnd), to: &items, transaction)
        return (items, try transaction.revision)
    }

    /// Brings some items up to date, and takes up those that became known since.
    ///
    /// - Complexity: O(names + items new to memory).
    public static func update(
        _ items: inout LiveItems, names: [String], _ transaction: borrowing ReadTransaction
    ) throws(StoreError) {
        let end = UInt32(clamping: try transaction.counts.itemIndexEnd)
        try appendNext(upTo: end, to: &items, transaction)
        for name in names {
            guard let index = try transaction.item(named: name) else { continue }
            items.update(index, try transaction.item(index))
        }
    }

    /// Adds the items that come next in the order of their indices, whether they were taken out since or not.
    private static func appendNext(
        upTo end: UInt32, to items: inout LiveItems, _ transaction: borrowing ReadTransaction
    ) throws(StoreError) {
        while items.catalogue.count < Int(end) {
            let index = ItemIndex(rawValue: UInt32(clamping: items.catalogue.count))
            items.append(name: try transaction.name(of: index) ?? "", try transaction.item(index))
        }
    }
}

extension CatalogueLoader {
    /// Some items as they are, for models that take items up; unknown names are left out.
    static func liveItems(
        _ names: [String], _ transaction: borrowing ReadTransaction
    ) throws(StoreError) -> [LiveItem] {
        var items: [LiveItem] = []
        for name in names {
            guard let index = try transaction.item(named: name) else { continue }
            items.append(LiveItem(index: index, item: try transaction.item(index)))
        }
        return items
    }

    /// Gives `body` every item there is or was, in the order of indices, some thousand at a time.
    static func forEachPage(
        _ transaction: borrowing ReadTransaction, _ body: ([LiveItem]) -> Void
    ) throws(StoreError) {
        var (previous, next): (ItemIndex?, UInt32) = (nil, 0)
        let end = UInt32(clamping: try transaction.counts.itemIndexEnd)
        while next < end {
            let page = try transaction.items(after: previous, limit: pageSize)
            var items: [LiveItem] = []
            for (index, item) in page {
                items += removed(next..<index.rawValue)
                items.append(LiveItem(index: index, item: item))
                next = index.rawValue + 1
            }
            if page.isEmpty {
                items += removed(next..<end)
                next = end
            }
            body(items)
            previous = page.last?.index ?? previous
        }
    }

    private static func removed(_ indices: Range<UInt32>) -> [LiveItem] {
        indices.map { LiveItem(index: ItemIndex(rawValue: $0), item: nil) }
    }
}
