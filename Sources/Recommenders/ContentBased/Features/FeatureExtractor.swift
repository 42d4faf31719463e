// SPDX-License-Identifier: Apache-2.0

internal import Shop
internal import Text

/// Finds an item's features.
///
/// - Ownership: one thread at a time.
final class FeatureExtractor {
    /// Told each feature's key, field and value; the memory lasts for the call.
    typealias Sink = (UnsafeBufferPointer<UInt8>, FeatureField, Float) -> Void

    private let rules: FeatureRules
    private let bins: [String: NumberBins]
    private let analyser: TextAnalyser
    private var key: [UInt8] = []

    /// An extractor by those rules.
    init(_ rules: FeatureRules) {
        self.rules = rules
        bins = rules.bounds.mapValues(NumberBins.init(bounds:))
        analyser = TextAnalyser(CatalogueLanguage.text(rules.language))
    }

    /// Tells every feature of the item, words as often as they stand there.
    ///
    /// A feature's key is its ``FeatureName``'s; words of every field have `text`, so that they meet.
    func extract(_ item: Item, _ sink: Sink) {
        words(item.title, .titleWord, sink)
        words(item.text, .textWord, sink)
        words(item.brand, .brandWord, sink)
        for level in item.category { words(level, .categoryWord, sink) }
        for tag in item.tags { words(tag, .tagWord, sink) }
        tell("brand", item.brand, .brand, 1, sink)
        var path = ""
        for level in item.category {
            path += path.isEmpty ? level : " > \(level)"
            tell("category", path, .category, 1, sink)
        }
        for tag in item.tags { tell("tags", tag, .tag, 1, sink) }
        if let price = item.price { number(price, "price", sink) }
        for (name, value) in item.attributes.sorted(by: { $0.key < $1.key }) { attribute(name, value, sink) }
    }

    /// Tells the words of a text.
    func words(_ text: String, _ field: FeatureField, _ sink: Sink) {
        if text.isEmpty { return }
        analyser.forEachTerm(of: text) { term in
            key.removeAll(keepingCapacity: true)
            key.append(contentsOf: Self.wordPrefix)
            key.append(contentsOf: term)
            key.withUnsafeBufferPointer { sink($0, field, 1) }
        }
    }

    private static let wordPrefix = Array(FeatureName(field: "text", value: "").key.utf8)

    private func attribute(_ name: String, _ value: AttributeValue, _ sink: Sink) {
        if name == rules.vector { return vector(name, value, sink) }
        let factor = Float(rules.attributeWeights[name] ?? 1)
        if factor == 0 { return }
        switch value {
        case .text(let text) where text.utf8.count > FeatureRules.valueByteLimit: words(text, .textWord, sink)
        case .text(let text): tell(name, text, .attribute, factor, sink)
        case .flag(let flag): tell(name, flag ? "yes" : "no", .attribute, factor, sink)
        case .list(let values): for value in values { tell(name, value, .attribute, factor, sink) }
        case .number(let number): self.number(number, name, sink)
        }
    }

    /// A vector of another length is refused where it is put; an older one says nothing.
    private func vector(_ name: String, _ value: AttributeValue, _ sink: Sink) {
        guard let vector = try? ItemVector(value, length: rules.vectorLength) else { return }
        for (place, component) in vector.components.enumerated() {
            tell(name, String(place), .vector, component, sink)
        }
    }

    private func number(_ number: Double, _ name: String, _ sink: Sink) {
        let factor = Float(rules.attributeWeights[name] ?? 1)
        guard factor != 0, number.isFinite, let bins = bins[name] else { return }
        tell(name, bins.name(of: bins.bin(of: number)), .number, factor, sink)
    }

    /// Puts a key together and tells it.
    private func tell(_ field: String, _ value: String, _ kind: FeatureField, _ factor: Float, _ sink: Sink) {
        if value.isEmpty { return }
        key.removeAll(keepingCapacity: true)
        key.append(contentsOf: FeatureName(field: field, value: value).key.utf8)
        key.withUnsafeBufferPointer { sink($0, kind, factor) }
    }
}
