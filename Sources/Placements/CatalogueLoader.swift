// SPDX-License-Identifier: Apache-2.0

public import Shop
public import Store

/// Reads the store's items into a catalogue.
public enum CatalogueLoader {
    private static let pageSize = 4_096

    /// The catalogue as it stands in the transaction, with the revision it shows.
    ///
    /// An item that was taken out keeps its name and is never available.
    ///
    /// - Complexity: O(items).
    public static func load(
        _ transaction: borrowing ReadTransaction
    ) throws(StoreError) -> (catalogue: Catalogue, revision: StoreRevision) {
        var catalogue = Catalogue()
        var previous: ItemIndex?
        while true {
            let page = try transaction.items(after: previous, limit: pageSize)
            for (index, item) in page {
                try appendRemoved(upTo: index.rawValue, to: &catalogue, transaction)
                catalogue.append(name: item.id, availability: Availability(of: item))
            }
            guard let last = page.last else { break }
            previous = last.index
        }
        try appendRemoved(upTo: UInt32(clamping: try transaction.counts.itemIndexEnd), to: &catalogue, transaction)
        return (catalogue, try transaction.revision)
    }

    /// Brings some items up to date, and takes up those that became known since.
    ///
    /// - Complexity: O(names + items new to the catalogue).
    public static func update(
        _ catalogue: inout Catalogue, names: [String], _ transaction: borrowing ReadTransaction
    ) throws(StoreError) {
        let end = UInt32(clamping: try transaction.counts.itemIndexEnd)
        for position in UInt32(clamping: catalogue.count)..<max(end, UInt32(clamping: catalogue.count)) {
            try append(ItemIndex(rawValue: position), to: &catalogue, transaction)
        }
        for name in names {
            guard let index = try transaction.item(named: name) else { continue }
            catalogue.update(index, availability: try availability(of: index, transaction))
        }
    }

    private static func appendRemoved(
        upTo end: UInt32, to catalogue: inout Catalogue, _ transaction: borrowing ReadTransaction
    ) throws(StoreError) {
        while catalogue.count < Int(end) {
            try append(ItemIndex(rawValue: UInt32(clamping: catalogue.count)), to: &catalogue, transaction)
        }
    }

    private static func append(
        _ index: ItemIndex, to catalogue: inout Catalogue, _ transaction: borrowing ReadTransaction
    ) throws(StoreError) {
        let name = try transaction.name(of: index) ?? ""
        catalogue.append(name: name, availability: try availability(of: index, transaction))
    }

    private static func availability(
        of index: ItemIndex, _ transaction: borrowing ReadTransaction
    ) throws(StoreError) -> Availability {
        try transaction.item(index).map(Availability.init(of:)) ?? .never
    }
}
