// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

/// Scores of the package bm25s (PyPI, 0.2, `method="lucene"`, k1 1.2, b 0.75) on the same ten texts.
@Suite struct BM25Tests {
    private let texts = [
        "a soft cotton towel for the bath", "bath towel", "the towel of the sea is soft soft soft",
        "leather shoes for the street", "shoes", "street lamp made of brass and glass", "soft leather gloves",
        "a lamp for the bath and for the street", "cotton gloves", "glass lamp glass",
    ]

    private func model(_ settings: Settings) throws -> any SearchableModel {
        let items = texts.enumerated().map { ItemSamples.item($0.offset, title: $0.element) }
        let model = try RecommenderKind.content.fit(ItemSamples.dataset(items), settings: settings)
        return try #require(model as? any SearchableModel)
    }

    @Test(
        arguments: [
            ("soft towel", [0: 0.876656, 1: 0.683661, 2: 1.072109, 6: 0.614836]),
            ("lamp for the street", [0: 0.780459, 2: 0.44831, 3: 1.423054, 5: 0.876656, 7: 1.789287, 9: 0.614836]),
            ("glass glass", [5: 1.134243, 9: 2.070364]),
            ("leather", [3: 0.66217, 6: 0.795492]),
            ("cotton bath lamp", [0: 1.00545, 1: 0.683661, 5: 0.438328, 7: 0.766616, 8: 0.88454, 9: 0.614836]),
            ("unheard of", [2: 0.0, 5: 0.0]),
        ] as [(String, [UInt32: Double])])
    func `scores are those of an independent BM25`(query: String, expected: [UInt32: Double]) throws {
        let settings: Settings = Settings(["language": "none", "searchWeights": ["title": 1]])
        let found = try model(settings).found(query, count: 10) { _ in true }
        #expect(Set(found.map(\.item)) == Set(expected.keys))
        for scored in found where query != "unheard of" {
            #expect(abs(Double(scored.score) - (expected[scored.item] ?? 0)) < 2e-6, "item \(scored.item)")
        }
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.precedes($1) })
    }

    @Test func `with a language, endings do not matter`() throws {
        let found = try model(Settings(["language": "english"])).found("Towels GLOVE", count: 10) { _ in true }
        #expect(Set(found.map(\.item)) == [0, 1, 2, 6, 8])
    }

    @Test(
        arguments: [
            ("cafe", [0]), ("CAFÉ", [0]), ("creme", [0, 1]), ("耳机", [2]), ("ワイヤレス", [3]), ("สีแดง", [4]),
            ("kase", [5]), ("Käse", [5]), ("bucher", [6]), ("🎁", [7]), ("geschenk 🎁", [7]),
        ] as [(String, Set<UInt32>)])
    func `titles of any script are found, with marks and without`(query: String, expected: Set<UInt32>) throws {
        let titles = [
            "Café crème", "Creme brulee", "无线蓝牙耳机", "ワイヤレスイヤホン", "เสื้อยืดสีแดง", "Käse aus den Bergen", "Bücher",
            "Geschenk 🎁",
        ]
        let items = titles.enumerated().map { ItemSamples.item($0.offset, title: $0.element) }
        for language in ["none", "german"] {
            let model = try RecommenderKind.content.fit(
                ItemSamples.dataset(items), settings: Settings(["language": .text(language)]))
            let found = try #require(model as? any SearchableModel).found(query, count: 10) { _ in true }
            #expect(Set(found.map(\.item)) == expected, "\(language)")
        }
    }

    @Test func `a field's weight multiplies its words`() throws {
        let items = [
            ItemSamples.item(0, title: "lamp", text: "towel"), ItemSamples.item(1, title: "towel", text: "lamp"),
            ItemSamples.item(2, title: "chair", text: "chair", brand: "Towel"),
        ]
        for (title, text, first) in [(3, 1, 1), (1, 3, 0)] as [(Setting, Setting, UInt32)] {
            let settings = Settings(["searchWeights": ["title": title, "text": text]])
            let model = try RecommenderKind.content.fit(ItemSamples.dataset(items), settings: settings)
            let found = try #require(model as? any SearchableModel).found("towel", count: 3) { _ in true }
            #expect(found.first?.item == first)
            #expect(found.count == 3)
        }
    }
}
