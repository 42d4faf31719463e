// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

/// What every recommender must do, run for every kind there is.
@Suite struct RecommenderContractTests {
    private let board = Datasets.checkerboard()

    private func history(of user: Int) -> [WeightedItem] {
        board.matrix(weighting: EventWeighting()).history(of: user)
    }

    @Test(arguments: RecommenderKind.allCases.filter { $0.proposesNewItems && $0.ignoresOrder })
    func `the withheld item of the checkerboard comes first`(kind: RecommenderKind) throws {
        let model = try kind.fitted(board)
        for user in 0..<board.userCount {
            #expect(model.list(history(of: user), count: 1).map(\.item) == [UInt32(user)])
        }
    }

    @Test(arguments: RecommenderKind.allCases.filter { $0.proposesNewItems && $0.ignoresOrder })
    func `items similar to one are of its colour first`(kind: RecommenderKind) throws {
        // The board has two colours: with far more factors than that, factorisation learns each pair by heart instead.
        let settings = Settings(kind == .ials || kind == .bpr ? ["factors": 2] : [:])
        let model = try kind.fitted(board, settings: settings)
        for item in 0..<board.itemCount {
            let similar = model.similar(to: item, count: 9)
            #expect(similar.count == 9)
            #expect(similar.allSatisfy { Int($0.item) % 2 == item % 2 })
        }
    }

    @Test(arguments: RecommenderKind.allCases)
    func `lists are as long as asked for, ordered, without repeats and NaN`(kind: RecommenderKind) throws {
        let model = try kind.fitted(Datasets.random(users: 30, items: 25, seed: 5))
        for count in [0, 1, 7, 25, 1_000] {
            let list = model.list(history(of: 3), count: count)
            #expect(list.count <= min(count, 25))
            #expect(Set(list.map(\.item)).count == list.count)
            #expect(zip(list, list.dropFirst()).allSatisfy { $0.precedes($1) })
            #expect(list.allSatisfy { $0.score.isFinite })
        }
    }

    @Test(arguments: RecommenderKind.allCases)
    func `empty, unknown and unwanted histories are no error`(kind: RecommenderKind) throws {
        let model = try kind.fitted(board)
        let unknown = WeightedItem(item: ItemIndex(rawValue: 9_999), weight: 1)
        let unwanted = WeightedItem(item: ItemIndex(rawValue: 2), weight: -1)
        for history in [[], [unknown], [unwanted], [unknown, unwanted]] {
            let list = model.list(history, count: 5)
            #expect(kind.isSameForEverybody ? list.count == 5 : list.isEmpty)
        }
        #expect(kind.isSameForEverybody || model.similar(to: 9_999, count: 5).isEmpty)
        let mixed = model.list(history(of: 4) + [unknown], count: 5)
        #expect(mixed == model.list(history(of: 4), count: 5))
    }

    @Test(arguments: RecommenderKind.allCases)
    func `a model written and read gives the same scores`(kind: RecommenderKind) throws {
        let data = Datasets.random(users: 40, items: 33, seed: 9)
        let model = try kind.fitted(data)
        let sections = MemorySections(of: model)
        let copy = try kind.taken(sections, members: data)
        #expect(copy.itemCount == model.itemCount)
        #expect(MemorySections(of: copy) == sections)
        let wants = data.matrix(weighting: EventWeighting())
        for user in 0..<data.userCount {
            #expect(copy.list(wants.history(of: user), count: 33) == model.list(wants.history(of: user), count: 33))
        }
        for item in 0..<data.itemCount {
            #expect(copy.similar(to: item, count: 9) == model.similar(to: item, count: 9))
        }
    }

    @Test(arguments: RecommenderKind.allCases)
    func `many users scored together are scored as one by one`(kind: RecommenderKind) throws {
        let data = Datasets.random(users: 40, items: 33, seed: 15)
        let model = try kind.fitted(
            data, settings: Settings(kind == .ials ? ["factors": 8, "regularization": 1] : [:]))
        let wants = data.matrix(weighting: EventWeighting())
        let histories = (0..<40).map { $0 == 20 ? [] : wants.history(of: $0) }
        var board = Scoreboard(itemCount: 33)
        board.add(5, to: 3)
        var places: [Int] = []
        model.scoreEach(histories, on: &board) { place, board in
            places.append(place)
            var single = Scoreboard(itemCount: 33)
            model.score(histories[place], into: &single)
            for item in 0..<UInt32(33) {
                let (together, alone) = (board.score(of: item), single.score(of: item))
                #expect((together == nil) == (alone == nil))
                #expect(abs((together ?? 0) - (alone ?? 0)) < 1e-3)
            }
        }
        #expect(places == Array(0..<40))
    }

    @Test(arguments: RecommenderKind.allCases)
    func `a missing or cut section is refused by name`(kind: RecommenderKind) throws {
        let sections = MemorySections(of: try kind.fitted(board))
        for name in sections.bytes.keys {
            var missing = sections
            missing.bytes[name] = nil
            #expect(throws: RecommenderError.self) { try kind.taken(missing, members: board) }
            if sections.bytes[name]?.isEmpty != false { continue }  // nothing to cut
            var cut = sections
            cut.bytes[name]?.removeLast(min(8, sections.bytes[name]?.count ?? 0))
            #expect(throws: RecommenderError.self, "section “\(name)” cut") { try kind.taken(cut, members: board) }
        }
    }

    @Test(arguments: RecommenderKind.allCases)
    func `the same data and seed give the same bytes with any number of threads`(kind: RecommenderKind) throws {
        let data = Datasets.random(users: 120, items: 90, seed: 3)
        let one = MemorySections(of: try kind.fitted(data, context: FitContext(seed: 7, threadCount: 1)))
        let two = MemorySections(of: try kind.fitted(data, context: FitContext(seed: 7, threadCount: 2)))
        #expect(one == two)
    }

    @Test(arguments: RecommenderKind.allCases)
    func `data without a want is refused, the smallest data are not`(kind: RecommenderKind) throws {
        for empty in [
            Datasets.dataset(users: 0, items: 0) { _, _ in nil }, Datasets.dataset(users: 3, items: 3) { _, _ in nil },
        ] {
            let error = #expect(throws: RecommenderError.self) { try kind.fitted(empty) }
            #expect(error?.code == .emptyDataset)
        }
        // Where there is but one item, there is nothing to choose.
        for (users, items) in [(1, 1), (1, 5), (5, 1), (4, 4)] where kind != .utility || items > 1 {
            let same = Datasets.dataset(users: users, items: items) { _, _ in 1 }
            let model = try kind.fitted(same)
            #expect(model.list([], count: 5).allSatisfy { $0.score.isFinite })
            #expect(model.list(same.matrix(weighting: EventWeighting()).history(of: 0), count: 5).isEmpty)
        }
    }

    @Test(arguments: RecommenderKind.allCases.filter { !$0.isSameForEverybody })
    func `contributions add up to the score`(kind: RecommenderKind) throws {
        let data = Datasets.random(users: 40, items: 33, seed: 12)
        let model = try kind.fitted(data)
        let history = data.matrix(weighting: EventWeighting()).history(of: 8)
        for entry in model.list(history, count: 10) {
            let parts = model.contributions(of: history, to: ItemIndex(rawValue: entry.item))
            #expect(parts.count == history.count)
            #expect(abs(parts.reduce(0, +) - entry.score) < 1e-3 * max(1, abs(entry.score)))
        }
    }

    @Test(arguments: RecommenderKind.allCases)
    func `an unknown setting is refused with the one that was meant`(kind: RecommenderKind) throws {
        let error = #expect(throws: RecommenderError.self) {
            try kind.fitted(board, settings: Settings(["halfLifeDay": 3]))
        }
        #expect(error?.code == .invalidSetting)
        #expect(error?.message.contains("did you mean “halfLifeDays”?") == true)
    }
}
