// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

@Suite struct BlendTests {
    private let data = Datasets.random(users: 40, items: 33, seed: 21)
    private var wants: SparseMatrix { data.matrix(weighting: EventWeighting()) }

    private func members() throws -> [String: any RecommenderModel] {
        [
            "item-knn": try RecommenderKind.itemKNN.fit(data, settings: Settings(["neighbours": 6])),
            "ials": try RecommenderKind.ials.fit(data, settings: Settings(["factors": 4, "regularization": 1])),
            "popularity": try RecommenderKind.popularity.fit(data),
        ]
    }

    private func blend(_ settings: Settings) throws -> any RecommenderModel {
        try RecommenderKind.blend.fit(data, settings: settings, context: FitContext(fitted: try members()))
    }

    private func scores(_ model: any RecommenderModel, _ history: [WeightedItem]) -> [Double?] {
        var board = Scoreboard(itemCount: model.itemCount)
        model.score(history, into: &board)
        return (0..<UInt32(model.itemCount)).map { board.score(of: $0).map(Double.init) }
    }

    /// The plainest version: normalise the whole list of scores, multiply, add.
    private func expected(
        _ weights: [String: Double], _ normalisation: String, _ history: [WeightedItem]
    ) throws -> [Double?] {
        let seen = Set(history.map { Int($0.item.rawValue) })
        var sums = [Double?](repeating: nil, count: data.itemCount)
        for (name, model) in try members() {
            let scores = scores(model, history)
            let others = scores.indices.filter { !seen.contains($0) }
            let ranked = others.filter { scores[$0] != nil }.sorted {
                (-(scores[$0] ?? 0), $0) < (-(scores[$1] ?? 0), $1)
            }
            let values = others.map { scores[$0] ?? 0 }
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)
            for item in scores.indices {
                guard let score = scores[item], let weight = weights[name] else { continue }
                var part: Double? = score
                switch normalisation {
                case "zscore": part = score / variance.squareRoot()
                case "minmax": part = score / ((values.max() ?? 0) - (values.min() ?? 0))
                case "rank": part = ranked.firstIndex(of: item).map { 1 - Double($0) / 1_000 }
                default: break
                }
                if let part { sums[item] = (sums[item] ?? 0) + weight * part }
            }
        }
        return sums
    }

    @Test(arguments: ["none", "zscore", "minmax", "rank"])
    func `scores are the weighted sum of the members' normalised scores`(normalisation: String) throws {
        let weights = ["item-knn": 0.5, "ials": 2.0, "popularity": 0.25]
        let blend = try blend(
            Settings(["members": .map(weights.mapValues(Setting.number)), "normalisation": .text(normalisation)]))
        for user in 0..<data.userCount {
            let history = wants.history(of: user)
            let (found, wanted) = (scores(blend, history), try expected(weights, normalisation, history))
            for item in found.indices {
                #expect((found[item] == nil) == (wanted[item] == nil), "user \(user), item \(item)")
                let difference = abs((found[item] ?? 0) - (wanted[item] ?? 0))
                #expect(difference < 1e-3 * max(1, abs(wanted[item] ?? 0)), "user \(user), item \(item)")
            }
        }
    }

    @Test(arguments: ["none", "zscore", "minmax", "rank"])
    func `many users, contributions and affinity agree with the score`(normalisation: String) throws {
        let blend = try blend(
            Settings(["members": ["item-knn": 1, "ials": 0.5], "normalisation": .text(normalisation)]))
        let histories = (0..<data.userCount).map { $0 == 7 ? [] : wants.history(of: $0) }
        var board = Scoreboard(itemCount: data.itemCount)
        blend.scoreEach(histories, on: &board) { place, board in
            let alone = scores(blend, histories[place])
            for item in 0..<UInt32(data.itemCount) {
                #expect((board.score(of: item) == nil) == (alone[Int(item)] == nil))
                #expect(abs(Double(board.score(of: item) ?? 0) - (alone[Int(item)] ?? 0)) < 1e-3)
            }
        }
        for entry in blend.list(histories[3], count: 5) {
            let item = ItemIndex(rawValue: entry.item)
            let sum = blend.contributions(of: histories[3], to: item).reduce(0, +)
            #expect(abs(sum - entry.score) < 1e-3 * max(1, abs(entry.score)))
            #expect(blend.affinity(of: histories[3], to: item) == entry.score)
        }
    }

    @Test func `a member of weight 0 is left out, popularity alone still answers`() throws {
        let blend = try blend(Settings(["members": ["popularity": 1, "ials": 0]]))
        #expect(blend.list([], count: 5).map(\.item) == (try members()["popularity"]?.list([], count: 5).map(\.item)))
        #expect(blend.contributions(of: wants.history(of: 1), to: ItemIndex(rawValue: 3)).isEmpty)
    }

    @Test func `a member with a half-life counts less the longer the history`() throws {
        let settings: [String: Setting] = ["members": ["popularity": 2, "item-knn": 1], "normalisation": "none"]
        var fading = settings
        fading["halvedAfter"] = ["popularity": 5]
        let (steady, fades) = (try blend(Settings(settings)), try blend(Settings(fading)))
        let (popular, alike) = (try members()["popularity"], try members()["item-knn"])
        for user in 0..<data.userCount {
            let history = wants.history(of: user)
            let parts = (scores(try #require(popular), history), scores(try #require(alike), history))
            for (item, score) in scores(fades, history).enumerated() {
                let part = 2 * (parts.0[item] ?? 0) * 5 / Double(5 + history.count)
                #expect(abs((score ?? 0) - part - (parts.1[item] ?? 0)) < 1e-4)
            }
        }
        #expect(scores(fades, []) == scores(steady, []))
        var sections = MemorySections(of: fades)
        sections.earlier = try members()
        #expect(
            scores(try RecommenderKind.blend.load(sections), wants.history(of: 3))
                == scores(fades, wants.history(of: 3)))
        fading["halvedAfter"] = ["popularty": 5]
        let unknown = #expect(throws: RecommenderError.self) { try blend(Settings(fading)) }
        #expect(unknown?.message.contains("did you mean “popularity”?") == true)
    }

    @Test func `members must be named, known and there when the model is taken up`() throws {
        for settings in [Settings(), Settings(["members": [:]]), Settings(["members": ["ials": 0]])] {
            let error = #expect(throws: RecommenderError.self) { try blend(settings) }
            #expect(error?.code == .invalidSetting)
            #expect(error?.message.contains("“members” names nobody") == true)
        }
        let unknown = #expect(throws: RecommenderError.self) { try blend(Settings(["members": ["item-kn": 1]])) }
        #expect(unknown?.message.contains("“item-kn”, which was not fitted before; did you mean “item-knn”?") == true)
        let negative = #expect(throws: RecommenderError.self) { try blend(Settings(["members": ["ials": -1]])) }
        #expect(negative?.message.contains("“ials” is -1.0") == true)
        var sections = MemorySections(of: try blend(Settings(["members": ["ials": 1]])))
        let alone = #expect(throws: RecommenderError.self) { try RecommenderKind.blend.load(sections) }
        #expect(alone?.code == .missingSection)
        sections.earlier = try members()
        #expect(try RecommenderKind.blend.load(sections).itemCount == data.itemCount)
    }
}
