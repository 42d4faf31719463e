// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

@Suite struct EASETests {
    private static let settings: [Settings] = [
        Settings(["regularization": 3]), Settings(["regularization": 0.5, "userDamping": 0.5]),
        Settings(["regularization": 0.1, "userDamping": 0.25, "itemDamping": 0.5]),
        Settings(["regularization": 5, "itemDamping": 0.25, "popularityDamping": -0.3]),
    ]

    @Test(arguments: settings, [(50, 20), (20, 50), (30, 30)])
    func `weights are those of the plain inverse, from the items' side and from the users'`(
        settings: Settings, shape: (users: Int, items: Int)
    ) throws {
        let data = Datasets.random(users: shape.users, items: shape.items, seed: 7)
        let expected = try PlainRegression(data, settings).weights()
        let model = try RecommenderKind.ease.fit(data, settings: settings, context: FitContext(threadCount: 2))
        for item in 0..<shape.items {
            let found = Dictionary(
                uniqueKeysWithValues: model.similar(to: item, count: 100).map { ($0.item, Double($0.score)) })
            for other in 0..<shape.items where other != item {
                #expect(abs(expected[item][other] - (found[UInt32(other)] ?? 0)) < 1e-4, "\(item) to \(other)")
            }
        }
    }

    @Test func `only the strongest weights are kept, for and against`() throws {
        let data = Datasets.random(users: 60, items: 30, seed: 2)
        let all = try RecommenderKind.ease.fit(data, settings: Settings(["regularization": 2]))
        let few = try RecommenderKind.ease.fit(data, settings: Settings(["regularization": 2, "neighbours": 6]))
        for item in 0..<30 {
            let strongest = all.similar(to: item, count: 100)
                .sorted { ($1.score.magnitude, $0.item) < ($0.score.magnitude, $1.item) }.prefix(6)
            #expect(few.similar(to: item, count: 100) == strongest.sorted { $0.precedes($1) })
        }
        #expect((0..<30).contains { item in few.similar(to: item, count: 9).contains { $0.score < 0 } })
    }

    @Test func `items and users without an event change nothing`() throws {
        let data = Datasets.random(users: 25, items: 20, seed: 3)
        var sparse = Interactions(userCount: 50, itemCount: 60)
        for position in 0..<data.interactions.count {
            var interaction = data.interactions[position]
            interaction.user = UserIndex(rawValue: interaction.user.rawValue * 2 + 1)
            interaction.item = ItemIndex(rawValue: interaction.item.rawValue * 3)
            sparse.append(interaction)
        }
        for kind in [RecommenderKind.ease, .slim] {
            let dense = try kind.fit(data)
            let model = try kind.fit(Dataset(sparse))
            #expect(model.itemCount == 60)
            for item in 0..<20 {
                let renamed = dense.similar(to: item, count: 100)
                    .map { Scored(item: $0.item * 3, score: $0.score) }
                #expect(model.similar(to: item * 3, count: 100) == renamed)
                #expect(model.similar(to: item * 3 + 1, count: 100).isEmpty)
            }
        }
    }

    @Test func `a dense matrix above the limit is refused, with the kind that does without`() throws {
        let data = Datasets.random(users: 400, items: 300, seed: 3)
        let error = #expect(throws: RecommenderError.self) {
            try RecommenderKind.ease.fit(data, settings: Settings(["memoryLimit": 0.0001]))
        }
        #expect(error?.code == .tooLarge)
        #expect(error?.message.contains("slim") == true)
    }

    @Test func `the users' side is taken, and counted, when it is smaller`() throws {
        let (few, many) = (DatasetSize(users: 1_000, items: 90_000, interactions: 1), 90_000)
        let other = DatasetSize(users: many, items: many, interactions: 1)
        let small = try RecommenderKind.ease.peakByteCount(for: few)
        let large = try RecommenderKind.ease.peakByteCount(for: other)
        #expect(large - small > 4 * many * many / 2)
        #expect(small < 2 << 30)
    }
}
