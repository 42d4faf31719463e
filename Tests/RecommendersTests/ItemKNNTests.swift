// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

/// Every pair compared by its whole columns, in double precision.
private struct PlainItemKNN {
    let config: ItemKNNConfig
    let columns: [[Double]]

    init(_ config: ItemKNNConfig, _ data: Dataset) {
        self.config = config
        let wants = data.matrix(weighting: config.eventWeighting).dense
        let idf = wants.map { row in log(Double(data.itemCount)) - log(1 + Double(row.count { $0 > 0 })) }
        let sums = (0..<data.itemCount).map { item in wants.reduce(0) { $0 + $1[item] } }
        let mean = sums.reduce(0, +) / Double(data.itemCount)
        columns = (0..<data.itemCount).map { item in
            wants.indices.map { user in
                let weight = wants[user][item]
                guard weight > 0 else { return 0 }
                if [.jaccard, .tversky, .conditional].contains(config.similarity) { return 1 }
                switch config.weighting {
                case .none: return weight
                case .tfidf: return weight.squareRoot() * idf[user]
                case .bm25:
                    let length = 1 - config.b + config.b * sums[item] / mean
                    return weight * (config.k1 + 1) / (config.k1 * length + weight) * idf[user]
                }
            }
        }
    }

    func similarity(_ item: Int, _ other: Int) -> Double {
        func product(_ first: Int, _ second: Int) -> Double {
            zip(columns[first], columns[second]).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let (both, own, others) = (product(item, other), product(item, item), product(other, other))
        switch config.similarity {
        case .cosine: return both / ((own * others).squareRoot() + config.shrinkage)
        case .asymmetricCosine:
            return both / (pow(own, config.alpha) * pow(others, 1 - config.alpha) + config.shrinkage)
        case .tversky:
            let apart = config.alpha * (own - both) + config.beta * (others - both)
            return both / (both + apart + config.shrinkage)
        case .dot: return both / (1 + config.shrinkage)
        case .jaccard: return both / (own + others - both + config.shrinkage)
        case .conditional: return both / (own * pow(others, config.popularityDamping) + config.shrinkage)
        }
    }
}

@Suite struct ItemKNNTests {
    private static let settings: [Settings] = [
        Settings(), Settings(["shrinkage": 2.5]), Settings(["weighting": "tf-idf"]),
        Settings(["weighting": "bm25", "similarity": "dot"]), Settings(["weighting": "bm25", "k1": 2, "b": 0.3]),
        Settings(["similarity": "jaccard"]), Settings(["similarity": "jaccard", "shrinkage": 4]),
        Settings(["similarity": "asymmetric-cosine", "alpha": 0.2, "weighting": "tf-idf"]),
        Settings(["similarity": "tversky", "alpha": 0.1, "beta": 0.8]),
        Settings(["similarity": "tversky", "alpha": 2, "beta": 0, "shrinkage": 3]),
        Settings(["similarity": "conditional"]), Settings(["neighboursOf": "target"]),
        Settings(["similarity": "conditional", "popularityDamping": 1, "shrinkage": 1]),
    ]

    @Test(arguments: settings, [1, 2] as [UInt64])
    func `similarities are those of the plain comparison, best first`(settings: Settings, seed: UInt64) throws {
        let data = Datasets.random(users: 35, items: 30, seed: seed)
        let config = try ItemKNNConfig(settings)
        let plain = PlainItemKNN(config, data)
        let model = try RecommenderKind.itemKNN.fit(data, settings: settings)
        for item in 0..<data.itemCount {
            var found: [UInt32: Float] = [:]
            for entry in model.similar(to: item, count: 100) { found[entry.item] = entry.score }
            for other in 0..<data.itemCount where other != item {
                let expected = plain.similarity(item, other)
                let actual = found[UInt32(other)].map(Double.init) ?? 0
                #expect(abs(actual - max(0, expected)) < 1e-5 * max(1, expected), "\(item) and \(other)")
            }
        }
    }

    @Test func `only the nearest neighbours are kept`() throws {
        let data = Datasets.random(users: 35, items: 30, seed: 4)
        let all = try RecommenderKind.itemKNN.fit(data)
        let few = try RecommenderKind.itemKNN.fit(data, settings: Settings(["neighbours": 5]))
        for item in 0..<data.itemCount {
            #expect(few.similar(to: item, count: 100) == all.similar(to: item, count: 5))
        }
    }

    @Test func `neighbours of the target are the same similarities, cut by who is recommended`() throws {
        let data = Datasets.random(users: 35, items: 30, seed: 4)
        let asymmetric: [String: Setting] = ["similarity": "asymmetric-cosine", "alpha": 0.9]
        let all = try RecommenderKind.itemKNN.fit(data, settings: Settings(asymmetric))
        let cut = try RecommenderKind.itemKNN.fit(
            data, settings: Settings(asymmetric.merging(["neighbours": 5, "neighboursOf": "target"]) { $1 }))
        var kept: [UInt32: [Scored]] = [:]
        for source in 0..<30 {
            for entry in all.similar(to: source, count: 100) {
                kept[entry.item, default: []].append(Scored(item: UInt32(source), score: entry.score))
            }
        }
        kept = kept.mapValues { Array($0.sorted { $0.precedes($1) }.prefix(5)) }
        for source in 0..<30 {
            let expected = kept.compactMap { target, list in
                list.first { $0.item == source }.map { Scored(item: target, score: $0.score) }
            }
            #expect(cut.similar(to: source, count: 100) == expected.sorted { $0.precedes($1) })
        }
    }

    @Test(arguments: ["source", "target"], ["none", "l1"])
    func `average bias centres every want on its item's mean`(owner: String, normalisation: String) throws {
        let data = Datasets.random(users: 35, items: 30, seed: 14)
        let settings: [String: Setting] = [
            "neighbours": 8, "neighboursOf": .text(owner), "normalisation": .text(normalisation),
        ]
        let plain = try RecommenderKind.itemKNN.fit(data, settings: Settings(settings))
        let centred = try RecommenderKind.itemKNN.fit(
            data, settings: Settings(settings.merging(["averageBias": true]) { $1 }))
        let wants = data.matrix(weighting: EventWeighting())
        let dense = wants.dense
        let means = (0..<30).map { item in dense.reduce(0) { $0 + $1[item] } / 35 }
        let lists = (0..<30).map { plain.similar(to: $0, count: 100) }
        let history = wants.history(of: 3)
        let scored = centred.list(history, count: 100)
        #expect(!scored.isEmpty)
        for entry in scored {
            var expected = means[Int(entry.item)]
            for source in 0..<30 {
                guard let found = lists[source].first(where: { $0.item == entry.item }) else { continue }
                let want = history.first { $0.item.rawValue == source }.map { Double($0.weight) } ?? 0
                expected += Double(found.score) * (want - means[source])
            }
            #expect(abs(Double(entry.score) - expected) < 1e-4)
            #expect(abs(centred.affinity(of: history, to: ItemIndex(rawValue: entry.item)) - entry.score) < 1e-4)
        }
        let sections = MemorySections(of: centred)
        #expect(try RecommenderKind.itemKNN.load(sections).list(history, count: 100) == scored)
        var cut = sections
        cut.bytes["biases"]?.removeLast(4)
        #expect(throws: RecommenderError.self) { try RecommenderKind.itemKNN.load(cut) }
    }

    @Test func `a score is the sum of weight times similarity`() throws {
        let data = Datasets.random(users: 35, items: 30, seed: 6)
        let model = try RecommenderKind.itemKNN.fit(data)
        let history = [(3, 2.0), (17, 0.5)].map { WeightedItem(item: ItemIndex(rawValue: $0.0), weight: $0.1) }
        let (first, second) = (model.similar(to: 3, count: 99), model.similar(to: 17, count: 99))
        for entry in model.list(history, count: 99) {
            let expected =
                2 * (first.first { $0.item == entry.item }?.score ?? 0)
                + 0.5 * (second.first { $0.item == entry.item }?.score ?? 0)
            #expect(abs(entry.score - expected) < 1e-5)
        }
    }

    @Test func `an asymmetric cosine needs an exponent up to 1`() {
        #expect(throws: RecommenderError.self) {
            try ItemKNNConfig(Settings(["similarity": "asymmetric-cosine", "alpha": 1.5]))
        }
    }

    @Test func `a weighting that the similarity ignores is refused`() {
        #expect(throws: RecommenderError.self) {
            try ItemKNNConfig(Settings(["similarity": "jaccard", "weighting": "bm25"]))
        }
    }
}
