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
                if config.similarity == .jaccard || config.similarity == .conditional { return 1 }
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
        Settings(["similarity": "conditional"]),
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

    @Test func `a weighting that the similarity ignores is refused`() {
        #expect(throws: RecommenderError.self) {
            try ItemKNNConfig(Settings(["similarity": "jaccard", "weighting": "bm25"]))
        }
    }
}
