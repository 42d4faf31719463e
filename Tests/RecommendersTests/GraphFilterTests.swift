// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

@Suite struct GraphFilterTests {
    /// The filter by its definition, in double precision; the eigenvectors by deflated power iteration.
    private struct PlainFilter {
        var matrix: [[Double]]

        init(_ wants: [[Double]], _ config: GraphFilterConfig) {
            let items = wants[0].count
            let users = wants.map { $0.reduce(0, +) }
            let degrees = (0..<items).map { item in wants.reduce(0) { $0 + $1[item] } }
            func power(_ degree: Double, _ exponent: Double) -> Double { degree > 0 ? pow(degree, exponent) : 0 }
            let normalised = wants.enumerated().map { user, row in
                row.enumerated().map { item, weight in
                    weight * power(users[user], -config.userDamping) * power(degrees[item], -config.itemDamping)
                }
            }
            let gram = (0..<items).map { one in
                (0..<items).map { other in normalised.reduce(0) { $0 + $1[one] * $1[other] } }
            }
            let pairs = Self.eigenpairs(gram, count: config.factors)
            let largest = pairs.first?.value ?? 1
            matrix = (0..<items).map { one in
                (0..<items).map { other in
                    let linear =
                        config.linearWeight * gram[one][other] / largest
                        * power(degrees[other], config.itemDamping - config.popularityDamping)
                    let lowPass = pairs.reduce(0) { sum, pair in
                        sum + pow(pair.value / largest, config.spectralExponent) * pair.vector[one]
                            * pair.vector[other]
                    }
                    return linear + config.lowPassWeight * power(degrees[one], -config.lowPassDamping) * lowPass
                        * power(degrees[other], config.lowPassPopularity)
                }
            }
        }

        private static func eigenpairs(_ gram: [[Double]], count: Int) -> [(value: Double, vector: [Double])] {
            var (rest, pairs) = (gram, [(value: Double, vector: [Double])]())
            for _ in 0..<min(count, gram.count) {
                var vector = gram.indices.map { 1 / Double($0 + 2) }
                var value = 0.0
                for _ in 0..<3_000 {
                    let image = rest.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
                    value = image.reduce(0) { $0 + $1 * $1 }.squareRoot()
                    guard value > 1e-9 else { return pairs }
                    vector = image.map { $0 / value }
                }
                pairs.append((value, vector))
                for row in rest.indices {
                    for column in rest.indices { rest[row][column] -= value * vector[row] * vector[column] }
                }
            }
            return pairs
        }
    }

    private static let variants: [Settings] = [
        Settings(["factors": 4]),
        Settings(["factors": 3, "linearWeight": 0, "spectralExponent": 0.5, "lowPassWeight": 1]),
        Settings(["factors": 4, "userDamping": 0.3, "itemDamping": 0.7, "popularityDamping": 0.2]),
        Settings([
            "factors": 2, "lowPassDamping": 0.3, "lowPassPopularity": 0.6, "lowPassWeight": 2, "linearWeight": 0.5,
        ]),
        Settings(["lowPassWeight": 0, "popularityDamping": -0.1]),
    ]

    @Test(arguments: variants, [3, 4, 5])
    func `scores are those of the plain filter`(settings: Settings, seed: UInt64) throws {
        let data = Datasets.random(users: 30, items: 14, seed: seed)
        let wants = data.matrix(weighting: EventWeighting())
        var settings = settings
        settings.values["iterations"] = 60
        let plain = PlainFilter(wants.dense, try GraphFilterConfig(settings))
        let model = try RecommenderKind.graphFilter.fit(data, settings: settings, context: FitContext(threadCount: 2))
        let scale = plain.matrix.flatMap { $0 }.map(abs).max() ?? 1
        for item in 0..<14 {
            var board = Scoreboard(itemCount: 14)
            model.score([WeightedItem(item: ItemIndex(rawValue: UInt32(item)), weight: 2)], into: &board)
            for other in 0..<14 where other != item {
                let found = Double(board.score(of: UInt32(other)) ?? 0)
                #expect(abs(found - 2 * plain.matrix[item][other]) < 1e-3 * scale)
            }
        }
    }

    @Test func `only the strongest entries are kept, those against an item too`() throws {
        let data = Datasets.random(users: 30, items: 20, seed: 2)
        let whole = try RecommenderKind.graphFilter.fit(data, settings: Settings(["factors": 5]))
        let cut = try RecommenderKind.graphFilter.fit(data, settings: Settings(["factors": 5, "neighbours": 4]))
        for item in 0..<20 {
            let strongest = whole.similar(to: item, count: 20).sorted { abs($0.score) > abs($1.score) }.prefix(4)
            #expect(cut.similar(to: item, count: 20) == strongest.sorted { $0.precedes($1) })
        }
    }

    @Test func `more factors than items, both weights 0, and a single pair are no trap`() throws {
        let data = Datasets.random(users: 6, items: 5, seed: 1)
        #expect(try RecommenderKind.graphFilter.fit(data, settings: Settings(["factors": 500])).itemCount == 5)
        let error = #expect(throws: RecommenderError.self) {
            try RecommenderKind.graphFilter.fit(data, settings: Settings(["linearWeight": 0, "lowPassWeight": 0]))
        }
        #expect(error?.code == .invalidSetting)
        let pair = Datasets.dataset(users: 3, items: 3) { user, item in user == 1 && item == 2 ? 1 : nil }
        #expect(try RecommenderKind.graphFilter.fit(pair).similar(to: 2, count: 3).isEmpty)
    }
}
