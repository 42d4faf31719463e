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

    private static func model(_ kind: RecommenderKind, index: String = "by-size") throws -> any RankingModel {
        var settings = Settings(["factors": 6, "epochs": 1])
        settings.values["index"] = .text(index)
        let model = try kind.fit(data, settings: settings)
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
    func `items like one are found without a board, with the board's cosines`(kind: RecommenderKind) throws {
        let model = try Self.model(kind)
        let learned = try #require(model as? any ItemFactorModel)
        let items = (0..<model.itemCount).filter(learned.hasLearned).prefix(10)
        try Self.expectCosines(of: model, items: items.map { UInt32($0) })
    }

    /// Expects that lists of items like one, without and with a filter, are those of the board.
    private static func expectCosines(of model: any RankingModel, items: [UInt32]) throws {
        for item in items {
            let accepts = { (other: UInt32) in other != item && other % 3 != 0 }
            let found = model.best(20, like: ItemIndex(rawValue: item), where: accepts)
            let list = try #require(found)
            var board = Scoreboard(itemCount: model.itemCount)
            model.scoreSimilar(to: ItemIndex(rawValue: item), into: &board)
            let expected = board.best(20, where: accepts)
            #expect(list.count == 20)
            #expect(list.allSatisfy { accepts($0.item) })
            for (found, wanted) in zip(list, expected) {
                #expect(abs(found.score - wanted.score) <= 1e-5)
                #expect(abs(found.score - (board.score(of: found.item) ?? .infinity)) <= 1e-5)
            }
        }
    }

    @Test func `an index is kept with the model, finds nearly all, and is refused when it is not one`() throws {
        let model = try Self.model(.ials, index: "approximate")
        let remark = try #require((model as? any RemarkingModel)?.remark)
        #expect(remark.hasPrefix("items like one are found by an index"))
        let sections = MemorySections(of: model)
        let copy = try #require(try RecommenderKind.ials.load(sections) as? any RankingModel)
        #expect((copy as? any RemarkingModel)?.remark == remark)
        let learned = try #require(model as? any ItemFactorModel)
        let items = (0..<model.itemCount).filter(learned.hasLearned).prefix(40).map { ItemIndex(rawValue: UInt32($0)) }
        var found = 0
        for item in items {
            let list = try #require(model.best(10, like: item) { _ in true })
            #expect(copy.best(10, like: item) { _ in true } == list)
            var board = Scoreboard(itemCount: model.itemCount)
            model.scoreSimilar(to: item, into: &board)
            let worst = try #require(board.best(10).last?.score)
            found += list.count { $0.score >= worst - 1e-6 }
        }
        #expect(found >= 390)
        for name in ["cosineIndex", "cosineLists", "cosineCentres", "cosines"] {
            var broken = sections
            broken.bytes[name]?.removeLast(4)
            #expect(throws: RecommenderError.self) { try RecommenderKind.ials.load(broken) }
        }
    }

    @Test func `a catalogue of half a million items has no index unless one is wanted`() {
        #expect(!FactorIndex.bySize.wantsLists(items: 500_000))
        #expect(FactorIndex.bySize.wantsLists(items: 500_001))
        #expect(!FactorIndex.exact.wantsLists(items: 5_000_000))
        #expect(FactorIndex.approximate.wantsLists(items: FactorRanking.smallestCatalogue))
        let size = DatasetSize(users: 1_000, items: 600_000, interactions: 2_000_000)
        var config = ALSConfig()
        let withIndex = ALSTrainer(config).peakByteCount(for: size, threads: 2)
        config.index = .exact
        #expect(withIndex > ALSTrainer(config).peakByteCount(for: size, threads: 2))
    }

    @Test func `described items without a history stand among those like one`() throws {
        var data = Self.data
        data.items = (0..<data.itemCount).map { index in
            var item = Item(id: "item \(index)")
            item.brand = "brand \(index % 7)"
            return item
        }
        let member = try RecommenderKind.ials.fit(data, settings: Settings(["factors": 6, "epochs": 1]))
        var context = FitContext()
        context.fitted = ["member": member]
        var settings = Settings()
        settings.values["member"] = "member"
        let warm = try RecommenderKind.warm.fit(data, settings: settings, context: context)
        let model = try #require(warm as? any RankingModel)
        let learned = try #require(member as? any ItemFactorModel)
        let cold = try #require((0..<data.itemCount).first { !learned.hasLearned($0) })
        let warmed = try #require((0..<data.itemCount).first(where: learned.hasLearned))
        try Self.expectCosines(of: model, items: [UInt32(warmed), UInt32(cold)])
    }

    @Test(arguments: kinds)
    func `the compressed factors are kept with the model, and refused when they do not fit`(
        kind: RecommenderKind
    ) throws {
        let model = try Self.model(kind)
        let sections = MemorySections(of: model)
        let copy = try #require(try kind.load(sections) as? any RankingModel)
        let history = Self.data.matrix(weighting: EventWeighting()).history(of: 1)
        #expect(copy.best(9, for: history) { _ in true } == model.best(9, for: history) { _ in true })
        let item = ItemIndex(rawValue: history[0].item.rawValue)
        #expect(copy.best(9, like: item) { _ in true } == model.best(9, like: item) { _ in true })
        for name in ["compressed", "cosines"] {
            var sections = sections
            sections.bytes[name]?.removeLast()
            #expect(throws: RecommenderError.self) { try kind.load(sections) }
            sections.bytes[name] = nil
            #expect(throws: RecommenderError.self) { try kind.load(sections) }
        }
    }

    @Test func `a small catalogue has a board and no compressed factors`() throws {
        let model = try RecommenderKind.ials.fit(Datasets.checkerboard())
        #expect((model as? any RankingModel)?.ranksWithoutBoard == false)
        let sections = MemorySections(of: model)
        #expect(sections.bytes["compressed"] == nil && sections.bytes["cosines"] == nil)
        #expect((model as? any RankingModel)?.best(3, like: ItemIndex(rawValue: 0)) { _ in true } == nil)
    }
}
