// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Learns the vocabulary, how rare each feature is and where quantiles lie, and weighs and indexes every item.
///
/// Needs items, not events: a shop that opened today has content lists.
public struct ContentTrainer: RecommenderTrainer {
    /// The settings.
    public let config: ContentConfig

    /// A trainer with those settings.
    public init(_ config: ContentConfig = ContentConfig()) { self.config = config }

    /// Reads, weighs and indexes the items.
    ///
    /// - Complexity: O(bytes of text + features · log of an item's features), on all threads.
    /// - Throws: `emptyDataset` when no item has a feature; `invalidSetting` naming an attribute that was probably meant.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> ContentModel {
        var items = dataset.items
        if items.count < dataset.itemCount { items += Array(repeating: nil, count: dataset.itemCount - items.count) }
        var rules = config.rules
        rules.itemCount = items.count { $0 != nil }
        rules.language = CatalogueLanguage.named(config.language, of: items)
        rules.bounds = QuantileBounds.found(in: items, bins: config.bins)
        let found = FoundFeatures(items, rules, threads: context.threadCount)
        context.progress(0.5)
        guard !found.entries.isEmpty else {
            throw RecommenderError(
                .emptyDataset,
                "none of \(items.count) items has a title, text, category, brand, tag or attribute; put items")
        }
        try check(items)
        rules.meanLengths = found.meanLengths()
        let model = model(of: found, rules, prints: items.map { $0.map(ContentPrint.of) ?? 0 }, context)
        context.progress(1)
        return model
    }

    /// Refuses attributes that no item has: a misspelt one would count for nothing.
    ///
    /// A vector may come later, if nothing is called nearly the same.
    private func check(_ items: [Item?]) throws(RecommenderError) {
        if config.rules.attributeWeights.isEmpty, config.rules.vector == nil { return }
        let known = items.reduce(into: ["price"] as Set<String>) { $0.formUnion($1?.attributes.keys.map { $0 } ?? []) }
        for name in config.rules.attributeWeights.keys.sorted() where !known.contains(name) {
            throw RecommenderError(
                .invalidSetting,
                "“attributeWeights” names “\(name)”, which no item has" + suggestion(for: name, among: Array(known)))
        }
        if let name = config.rules.vector, !known.contains(name),
            let meant = closestName(to: name, among: known.sorted())
        {
            throw RecommenderError(
                .invalidSetting, "“vector” names “\(name)”, which no item has; did you mean “\(meant)”?")
        }
    }

    private func model(
        of found: FoundFeatures, _ rules: FeatureRules, prints: [UInt64], _ context: FitContext
    ) -> ContentModel {
        let weigher = FeatureWeigher(rules)
        let idf = found.itemCounts { field in
            field == .titleWord || field == .textWord || !field.isWord
        }.map(rules.idf)
        let searchIDF = found.itemCounts(where: \.isWord).map(rules.idf)
        let likeness = FeatureIndex(
            items: prints.count, features: found.vocabulary.count, threads: context.threadCount
        ) { item in weigher.likeness(found.entries(of: item)) { idf[Int($0)] } }
        let isSearchable = config.isSearchable
        let search = FeatureIndex(
            items: prints.count, features: found.vocabulary.count, threads: context.threadCount
        ) { item in
            isSearchable ? weigher.search(found.entries(of: item)) { searchIDF[Int($0)] } : FeatureRow()
        }
        return ContentModel(
            ContentModel.Learnt(
                rules: rules, profileFeatures: config.profileFeatures, negativeWeight: config.negativeWeight,
                isSearchable: isSearchable),
            names: found.vocabulary, likeness: likeness, search: search,
            idf: SharedArray(idf), searchIDF: SharedArray(searchIDF), prints: SharedArray(prints))
    }

    /// Two kilobytes an item: about forty features of twelve bytes as found, and of thirty-two in the indexes.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int { 2_048 * size.items + (32 << 20) }
}
