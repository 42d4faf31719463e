// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@testable import Recommenders

/// Factor models answer large catalogues without a board, with what the board would have said.
@Suite struct FactorRankingTests {
    private static func largeModel() throws -> (data: Dataset, model: any RecommenderModel) {
        var generator = SeededGenerator(seed: 4)
        var wants: [[Int: Bool]] = Array(repeating: [:], count: 300)
        for user in wants.indices {
            for _ in 0..<40 {
                wants[user][Int.random(in: 0..<FactorRanking.smallestCatalogue, using: &generator)] = true
            }
        }
        let data = Datasets.dataset(users: wants.count, items: FactorRanking.smallestCatalogue) { user, item in
            wants[user][item] == true ? 1 : nil
        }
        let items = DenseMatrix(
            SharedArray((0..<data.itemCount * 6).map { _ in Float.random(in: -1...1, using: &generator) }),
            rowCount: data.itemCount, columnCount: 6)
        var config = ALSConfig()
        config.factors = 6
        return (data, try ALSModel(items: items, users: items, config: config, threads: 2))
    }

    @Test func `a large catalogue is ranked without a board, with the board's list`() throws {
        let (data, model) = try Self.largeModel()
        let ranking = try #require(model as? any RankingModel)
        #expect(ranking.ranksWithoutBoard)
        let wants = data.matrix(weighting: EventWeighting())
        for user in 0..<10 {
            let history = wants.history(of: user)
            let seen = Set(history.map(\.item.rawValue))
            let list = ranking.best(20, for: history) { !seen.contains($0) && $0 % 3 != 0 }
            var board = Scoreboard(itemCount: data.itemCount)
            model.score(history, into: &board)
            let expected = board.best(20) { !seen.contains($0) && $0 % 3 != 0 }
            #expect(list.map(\.item) == expected.map(\.item))
            #expect(zip(list, expected).allSatisfy { abs($0.score - $1.score) < 1e-3 })
        }
        #expect(ranking.best(20, for: []) { _ in true }.isEmpty)
    }

    @Test func `the compressed factors are kept with the model, and refused when they do not fit it`() throws {
        let (data, model) = try Self.largeModel()
        var sections = MemorySections(of: model)
        let copy = try #require(try RecommenderKind.ials.load(sections) as? any RankingModel)
        let history = data.matrix(weighting: EventWeighting()).history(of: 1)
        let original = try #require(model as? any RankingModel)
        #expect(copy.best(9, for: history) { _ in true } == original.best(9, for: history) { _ in true })
        sections.bytes["compressed"]?.removeLast()
        #expect(throws: RecommenderError.self) { try RecommenderKind.ials.load(sections) }
        sections.bytes["compressed"] = nil
        #expect(throws: RecommenderError.self) { try RecommenderKind.ials.load(sections) }
    }

    @Test func `a small catalogue has a board and no compressed factors`() throws {
        let model = try RecommenderKind.ials.fit(Datasets.checkerboard())
        #expect((model as? any RankingModel)?.ranksWithoutBoard == false)
        #expect(MemorySections(of: model).bytes["compressed"] == nil)
    }
}
