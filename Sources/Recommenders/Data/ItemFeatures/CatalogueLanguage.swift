// SPDX-License-Identifier: Apache-2.0

internal import Shop
internal import Text

/// The language whose word endings are taken off a catalogue's words, by Snowball's name; nil leaves words whole.
enum CatalogueLanguage {
    /// What the setting `language` stands for: `none`, a name, or with `detect` that of the first items that have text.
    static func named(_ setting: String, of items: [Item?]) -> String? {
        if setting == "none" { return nil }
        guard setting == "detect" else { return setting }
        var detector = LanguageDetector()
        let texts = items.lazy.compactMap { $0 }.filter { !$0.title.isEmpty || !$0.text.isEmpty }
        for item in texts.prefix(detectedItems) {
            detector.add(item.title)
            detector.add(item.text)
        }
        return detector.language
    }

    /// How text of that language, which was found valid before, is read.
    static func text(_ language: String?) -> TextConfig { (try? TextConfig(language: language)) ?? .standard }

    private static let detectedItems = 5_000
}

extension Settings {
    /// The setting `language`: a stemmer's name, `none` or `detect`.
    ///
    /// - Throws: `invalidSetting` naming the one that was probably meant, or all.
    func language() throws(RecommenderError) -> String {
        let language = try word("language", default: "detect")
        let known = TextAnalyser.languages + ["none", "detect"]
        guard known.contains(language) else {
            throw RecommenderError(
                .invalidSetting, "“language”: no stemmer for “\(language)”" + suggestion(for: language, among: known))
        }
        return language
    }
}
