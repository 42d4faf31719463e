// SPDX-License-Identifier: Apache-2.0

internal import Foundation
public import Matrix
public import Shop

extension ContentModel {
    /// Takes up items whose content is not what was learnt, and forgets those that were taken out.
    ///
    /// - Complexity: O(bytes of content) to see what changed, and the analysis of what did.
    public func takingUp(_ items: [LiveItem]) -> ContentModel {
        var model = self
        scratch.with { scratch in
            for live in items where !isKnown(live) {
                let row = live.item.map { self.row(of: $0, extractor(in: scratch)) }
                model.live.set(live.index.rawValue, row ?? LiveContent.Row())
            }
        }
        model.live.settle()
        return model
    }

    /// Whether the indexes show the item as it is.
    private func isKnown(_ item: LiveItem) -> Bool {
        let index = Int(item.index.rawValue)
        if live.contains(item.index.rawValue) { return false }
        return (index < prints.count ? prints[index] : 0) == (item.item.map(ContentPrint.of) ?? 0)
    }

    /// Weighs an item as the fit would have, with the rarity and lengths of then.
    private func row(of item: Item, _ extractor: FeatureExtractor) -> LiveContent.Row {
        var found: [FoundFeature] = []
        extractor.extract(item) { key, field, value in
            found.append(FoundFeature(feature: place(of: key), field: field, value: value))
        }
        FoundFeature.join(&found, from: 0)
        let weigher = FeatureWeigher(learnt.rules)
        let rare = learnt.rules.idf(1)
        return LiveContent.Row(
            likeness: weigher.likeness(found[...]) { Int($0) < idf.count ? idf[Int($0)] : rare },
            search: isSearchable
                ? weigher.search(found[...]) { Int($0) < searchIDF.count ? searchIDF[Int($0)] : rare } : FeatureRow())
    }

    /// A feature's place; for one that no item had, a hash above all places, the same in every item and question.
    private func place(of key: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if let place = names.place(ofUTF8: key) { return UInt32(truncatingIfNeeded: place) }
        return 0x8000_0000 | KeyTable.hash(key) >> 1
    }

    private func extractor(in scratch: SearchScratch) -> FeatureExtractor {
        if let extractor = scratch.extractor { return extractor }
        let extractor = FeatureExtractor(learnt.rules)
        scratch.extractor = extractor
        return extractor
    }
}

extension ContentModel: SearchableModel {
    /// Whether words can be searched for.
    public var isSearchable: Bool { learnt.isSearchable }

    /// The items with the best BM25F for the text's words; of a longer text the first 64 different words count.
    public func found(_ text: String, count: Int, where accepts: (UInt32) -> Bool) -> [Scored] {
        best(count, for: query(text), in: search, \.search, where: accepts)
    }

    private static let queryWords = 64

    private func query(_ text: String) -> FeatureRow {
        var counts: [UInt32: Float] = [:]
        scratch.with { scratch in
            extractor(in: scratch).words(text, .textWord) { key, _, _ in
                let place = place(of: key)
                if counts.count < Self.queryWords || counts[place] != nil { counts[place, default: 0] += 1 }
            }
        }
        var row = FeatureRow()
        for (feature, count) in counts.sorted(by: { $0.key < $1.key }) { row.append(feature, count) }
        return row
    }
}

extension ContentModel: ItemCheckingModel {
    /// A vector that is none, or of another length than the recipe says.
    public func fault(in item: Item) -> ItemFault? {
        guard let name = learnt.rules.vector, let value = item.attributes[name] else { return nil }
        do throws(ItemVector.Problem) {
            _ = try ItemVector(value, length: learnt.rules.vectorLength)
            return nil
        } catch {
            return ItemFault(field: "attributes.\(name)", reason: error.message(length: learnt.rules.vectorLength))
        }
    }
}
