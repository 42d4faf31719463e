// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@testable import Recommenders

/// What the users want who are most alike.
@Suite struct DemographicKNNTests {
    /// Users who want some of ten items: those of taste 0 the first five, those of taste 1 the others; they say their taste,
    /// something random, a number and a place.
    private static func shop(users: Int = 80, seed: UInt64 = 1) -> Dataset {
        var generator = SeededGenerator(seed: seed)
        var data = Datasets.dataset(users: users, items: 10) { user, item in
            let suits = (item < 5) == user.isMultiple(of: 2)
            return Double.random(in: 0..<1, using: &generator) < (suits ? 0.7 : 0.1) ? 1 : nil
        }
        data.users = (0..<users).map { index in
            var user = User(id: "\(index)")
            user.attributes = [
                "taste": .text("t\(index % 2)"), "age": .number(Double(Int.random(in: 18..<70, using: &generator))),
                "likes": .list((0..<3).filter { _ in Bool.random(using: &generator) }.map { "l\($0)" }),
            ]
            if index.isMultiple(of: 3) { user.attributes["place"] = .list(["Land", "Town \(index % 4)"]) }
            if index.isMultiple(of: 7) { user.attributes["taste"] = nil }
            return user
        }
        return data
    }

    private static func model(
        _ data: Dataset, _ settings: [String: Setting] = [:]
    ) throws -> DemographicKNNModel {
        try #require(
            try RecommenderKind.demographicKNN.fit(data, settings: Settings(settings)) as? DemographicKNNModel)
    }

    private func list(_ model: DemographicKNNModel, _ attributes: [String: AttributeValue]) -> [UInt32] {
        var board = Scoreboard(itemCount: model.itemCount)
        model.score(attributes: attributes, history: [], into: &board)
        return board.best(10).map(\.item)
    }

    @Test func `a new user gets what the users want who are like them`() throws {
        let model = try Self.model(Self.shop(), ["neighbours": 20])
        #expect(Set(list(model, ["taste": .text("t0")]).prefix(5)) == [0, 1, 2, 3, 4])
        #expect(Set(list(model, ["taste": .text("t1"), "age": .number(40)]).prefix(5)) == [5, 6, 7, 8, 9])
        let popular = model.list([], count: 10).map(\.item)
        for attributes in [[:], ["taste": .flag(true)], ["size": .number(4)]] as [[String: AttributeValue]] {
            #expect(Set(list(model, attributes)) == Set(popular))
        }
        let reasons = model.reasons(of: ["taste": .text("t0")], for: ItemIndex(rawValue: 2), limit: 3)
        #expect(reasons.map(\.value) == ["t0"] && reasons[0].weight > 0)
    }

    /// Gower's coefficient and the mean of the neighbours' wants, user by user from the definition.
    @Test(arguments: UInt64(1)...4) func `scores are those of the plainest version`(seed: UInt64) throws {
        let data = Self.shop(users: 60, seed: seed)
        let model = try Self.model(
            data, ["weighting": "equal", "neighbours": 12, "prior": 3, "paths": ["place"]])
        let ages = data.users.compactMap { user -> Double? in
            if case .number(let age)? = user?.attributes["age"] { age } else { nil }
        }
        let bins = NumberBins(of: ages, count: 100)
        let wants = data.matrix(weighting: EventWeighting()).dense
        let described = (0..<60).filter { user in wants[user].contains { $0 > 0 } }
        for user in data.users.compactMap({ $0 }).prefix(20) {
            let alike = described.map { other in
                Self.gower(user.attributes, data.users[other]?.attributes ?? [:], bins)
            }
            let nearest = alike.indices.sorted { (-alike[$0], $0) < (-alike[$1], $1) }
                .prefix(12).filter { alike[$0] > 0 }
            let total = nearest.reduce(3.0) { $0 + alike[$1] }
            var board = Scoreboard(itemCount: 10)
            model.score(attributes: user.attributes, history: [], into: &board)
            for item in 0..<10 {
                let everybody = described.reduce(0.0) { $0 + wants[$1][item] } / Double(described.count)
                let wanted = nearest.reduce(3 * everybody) { $0 + alike[$1] * wants[described[$1]][item] } / total
                #expect(abs(Double(board.score(of: UInt32(item)) ?? 0) - wanted) < 1e-5)
            }
        }
    }

    private static func gower(
        _ one: [String: AttributeValue], _ other: [String: AttributeValue], _ bins: NumberBins
    ) -> Double {
        var (sum, compared) = (0.0, 0.0)
        func add(_ first: [String], _ second: [String]) {
            if first.isEmpty || second.isEmpty { return }
            compared += 1
            sum += Double(Set(first).intersection(second).count) / Double(max(first.count, second.count))
        }
        for name in ["taste", "likes", "age", "place"] {
            switch (one[name], other[name]) {
            case (.text(let first), .text(let second)): add([first], [second])
            case (.number(let first), .number(let second)):
                compared += 1
                let distance = abs(bins.bin(of: first) - bins.bin(of: second))
                sum += 1 - Double(distance) / Double(max(1, bins.bounds.count))
            case (.list(let first), .list(let second)) where name == "place":
                for depth in 1...2 {
                    add([first.prefix(depth).joined(separator: ">")], [second.prefix(depth).joined(separator: ">")])
                }
            case (.list(let first), .list(let second)): add(first, second)
            default: break
            }
        }
        return compared > 0 ? sum / compared : 0
    }

    @Test func `an attribute by which wants do not differ counts next to nothing`() throws {
        let model = try Self.model(Self.shop(users: 400), ["paths": ["place"]])
        let weights = Dictionary(
            zip(model.users.groups.all.map { FeatureName(key: $0).field }, model.users.weights.array),
            uniquingKeysWith: +)
        let taste = try #require(weights["taste"])
        #expect(taste > 0)
        for name in ["age", "likes"] { #expect((weights[name] ?? 0) < 0.1 * taste, "\(name)") }
    }

    @Test func `an ignored attribute changes nothing, and errors name what is wrong`() throws {
        let model = try Self.model(Self.shop(), ["ignoredAttributes": ["taste", "place", "likes", "age"]])
        #expect(list(model, ["taste": .text("t0"), "age": .number(20)]) == model.list([], count: 10).map(\.item))
        #expect(model.users.count == 0)
        for (settings, wanted) in [
            (["ignoredAttributes": ["tast"]], "did you mean “taste”?"), (["paths": ["age"]], "is a number or a flag"),
            (["neighbours": 0], "“neighbours” is 0"), (["weighting": "learnt"], "did you mean “learned”?"),
            (["segments": 3], "unknown setting “segments”"),
        ] as [([String: Setting], String)] {
            let error = #expect(throws: RecommenderError.self) { try Self.model(Self.shop(), settings) }
            #expect(
                error?.code == .invalidSetting && error?.message.contains(wanted) == true, "\(error?.message ?? "")")
        }
    }

    @Test func `of more users than are kept, every so many are`() throws {
        let model = try Self.model(Self.shop(users: 200), ["users": 50])
        #expect(model.users.count == 50)
        #expect(Set(list(model, ["taste": .text("t0")]).prefix(5)) == [0, 1, 2, 3, 4])
    }

    @Test func `written, read and fitted on more threads it is the same`() throws {
        let data = Self.shop()
        let one = MemorySections(of: try RecommenderKind.demographicKNN.fit(data))
        let two = MemorySections(of: try RecommenderKind.demographicKNN.fit(data, context: FitContext(threadCount: 2)))
        #expect(one == two)
        let copy = try DemographicKNNModel(sections: one)
        #expect(list(copy, ["taste": .text("t1")]) == list(try Self.model(data), ["taste": .text("t1")]))
        for name in one.bytes.keys where one.bytes[name]?.isEmpty == false {
            var cut = one
            cut.bytes[name]?.removeLast(min(8, one.bytes[name]?.count ?? 0))
            #expect(throws: RecommenderError.self, "\(name)") { try DemographicKNNModel(sections: cut) }
        }
    }
}
