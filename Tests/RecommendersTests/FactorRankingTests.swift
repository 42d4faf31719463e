// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@testable import Recommenders

/// Factor models answer large catalogues without a board, with what the board would have said.
@Suite struct FactorRankingTests {
    private static let kinds = [RecommenderKind.ials, .bpr]

    /// 300 users who want 40 items each, of a catalogue just large enough.
    private static let data: Dataset = {
        var generator = SeededGenerator(seed: 4)
        var interactions = Interactions(userCount: 300, itemCount: FactorRanking.smallestCatalogue)
        for user in 0..<300 {
            for time in 0..<40 {
                let item = Int.random(in: 0..<interactions.itemCount, using: &generator)
                interactions.append(Datasets.interaction(user, item, .purchase, time))
            }
        }
        return Dataset(interactions)
    }()

    private static func model(_ kind: RecommenderKind) throws -> any RankingModel {
        let model = try kind.fit(data, settings: Settings(["factors": 6, "epochs": 1]))
        return try #require(model as? any RankingModel)
    }

    @Test(arguments: kinds)
    func `a large catalogue is ranked without a board, with the board's scores`(kind: RecommenderKind) throws {
        let model = try Self.model(kind)
        #expect(model.ranksWithoutBoard)
        let wants = Self.data.matrix(weighting: EventWeighting())
        for user in 0..<10 {
            let history = wants.history(of: user)
            let seen = Set(history.map(\.item.rawValue))
            let list = model.best(20, for: history) { !seen.contains($0) && $0 % 3 != 0 }
            var board = Scoreboard(itemCount: Self.data.itemCount)
            model.score(history, into: &board)
            let expected = board.best(20) { !seen.contains($0) && $0 % 3 != 0 }
            #expect(list.count == 20)
            #expect(list.allSatisfy { !seen.contains($0.item) && $0.item % 3 != 0 })
            // Sums taken in another order round otherwise, which may exchange neighbours.
            for (found, wanted) in zip(list, expected) {
                let rounding = 1e-5 * max(1, abs(wanted.score))
                #expect(abs(found.score - wanted.score) <= rounding)
                #expect(abs(found.score - (board.score(of: found.item) ?? .infinity)) <= rounding)
            }
        }
        #expect(model.best(20, for: []) { _ in true }.isEmpty)
    }

    @Test(arguments: kinds)
    func `the compressed factors are kept with the model, and refused when they do not fit`(
        kind: RecommenderKind
    ) throws {
        let model = try Self.model(kind)
        var sections = MemorySections(of: model)
        let copy = try #require(try kind.load(sections) as? any RankingModel)
        let history = Self.data.matrix(weighting: EventWeighting()).history(of: 1)
        #expect(copy.best(9, for: history) { _ in true } == model.best(9, for: history) { _ in true })
        sections.bytes["compressed"]?.removeLast()
        #expect(throws: RecommenderError.self) { try kind.load(sections) }
        sections.bytes["compressed"] = nil
        #expect(throws: RecommenderError.self) { try kind.load(sections) }
    }

    @Test func `a small catalogue has a board and no compressed factors`() throws {
        let model = try RecommenderKind.ials.fit(Datasets.checkerboard())
        #expect((model as? any RankingModel)?.ranksWithoutBoard == false)
        #expect(MemorySections(of: model).bytes["compressed"] == nil)
    }
}
