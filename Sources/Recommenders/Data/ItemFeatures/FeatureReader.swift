// SPDX-License-Identifier: Apache-2.0

internal import Shop
internal import Text

/// Says which features an item has, before anything is counted or weighed.
struct FeatureReader: Sendable {
    /// Ranges by field of numbers.
    var bins: [String: NumberBins] = [:]
    /// Fields that are left out.
    var ignored: Set<String> = []
    /// Whose word endings are taken off; see ``CatalogueLanguage``.
    var language: String?

    /// A text attribute that is longer is taken for prose, and its words for the values.
    private static let longestValue = 64

    /// What reads the items' words; one thread at a time.
    func analyser() -> TextAnalyser { TextAnalyser(CatalogueLanguage.text(language)) }

    /// Calls `body` with field and value of each feature, repeats included.
    func forEachFeature(of item: Item, by analyser: TextAnalyser, _ body: (String, String) -> Void) {
        func take(_ field: String, _ value: String) {
            if !value.isEmpty, !ignored.contains(field) { body(field, value) }
        }
        func words(of text: String, _ field: String) {
            analyser.forEachTerm(of: text) { take(field, String(decoding: $0, as: UTF8.self)) }
        }
        words(of: item.title, "title")
        words(of: item.text, "text")
        var path = ""
        for level in item.category {
            path += path.isEmpty ? level : " > \(level)"
            take("category", path)
        }
        take("brand", item.brand)
        for tag in item.tags { take("tags", tag) }
        if let price = item.price { number(price, "price", take) }
        for (name, value) in item.attributes {
            if case .text(let text) = value, text.utf8.count > Self.longestValue {
                words(of: text, name)
            } else {
                self.value(value, name, take)
            }
        }
    }

    /// Calls `body` with field and value of every number.
    static func forEachNumber(of item: Item, _ body: (String, Double) -> Void) {
        if let price = item.price { body("price", price) }
        forEachNumber(in: item.attributes, body)
    }

    static func forEachNumber(in attributes: [String: AttributeValue], _ body: (String, Double) -> Void) {
        for (name, value) in attributes {
            if case .number(let number) = value { body(name, number) }
        }
    }

    private func value(_ value: AttributeValue, _ name: String, _ take: (String, String) -> Void) {
        switch value {
        case .text(let text): take(name, text)
        case .number(let number): self.number(number, name, take)
        case .flag(let flag): take(name, flag ? "yes" : "no")
        case .list(let values): for value in values { take(name, value) }
        }
    }

    private func number(_ number: Double, _ name: String, _ take: (String, String) -> Void) {
        guard let bins = bins[name], number.isFinite else { return }
        take(name, bins.name(of: bins.bin(of: number)))
    }
}
