// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Shop
import Testing

@testable import Recommenders

/// What people like the user want.
@Suite struct DemographicTests {
    /// `users` users who want some of ten items: those of taste 0 the first five, those of taste 1 the others; every one
    /// says the taste in one attribute, and something random in another.
    private static func shop(users: Int = 80, seed: UInt64 = 1, noise: Double = 0.1) -> Dataset {
        var generator = SeededGenerator(seed: seed)
        var data = Datasets.dataset(users: users, items: 10) { user, item in
            let suits = (item < 5) == user.isMultiple(of: 2)
            return Double.random(in: 0..<1, using: &generator) < (suits ? 0.6 : noise) ? 1 : nil
        }
        data.users = (0..<users).map { index in
            var user = User(id: "\(index)")
            user.attributes = [
                "taste": .text("t\(index % 2)"), "chance": .number(Double(Int.random(in: 0..<4, using: &generator))),
                "place": .list(["Land", index.isMultiple(of: 2) ? "North" : "South"]),
            ]
            return user
        }
        return data
    }

    private static func model(_ data: Dataset, _ settings: [String: Setting] = [:]) throws -> DemographicModel {
        try #require(
            try RecommenderKind.demographic.fit(data, settings: Settings(settings)) as? DemographicModel)
    }

    private func list(_ model: DemographicModel, _ attributes: [String: AttributeValue]) -> [UInt32] {
        var board = Scoreboard(itemCount: model.itemCount)
        model.score(attributes: attributes, history: [], into: &board)
        return board.best(10).map(\.item)
    }

    @Test func `a new user gets what people like them want`() throws {
        let model = try Self.model(Self.shop())
        #expect(Set(list(model, ["taste": .text("t0")]).prefix(5)) == [0, 1, 2, 3, 4])
        #expect(Set(list(model, ["taste": .text("t1")]).prefix(5)) == [5, 6, 7, 8, 9])
        let popular = model.list([], count: 10).map(\.item)
        let strangers: [[String: AttributeValue]] = [
            [:], ["taste": .text("t7")], ["taste": .flag(true)], ["chance": .number(.nan)],
        ]
        #expect(list(model, [:]) == popular)
        for attributes in strangers {
            #expect(Set(list(model, attributes)) == Set(popular))
        }
        let reasons = model.reasons(of: ["taste": .text("t0")], for: ItemIndex(rawValue: 2), limit: 3)
        #expect(reasons.map(\.field) == ["taste"] && reasons[0].value == "t0" && reasons[0].weight > 0)
    }

    @Test func `an ignored attribute changes nothing`() throws {
        let model = try Self.model(Self.shop(), ["ignoredAttributes": ["taste", "place"]])
        let popular = model.list([], count: 10)
        var board = Scoreboard(itemCount: 10)
        model.score(attributes: ["taste": .text("t0"), "place": .list(["Land"])], history: [], into: &board)
        #expect(board.best(10) == popular)
        #expect(!model.attributeContributions.map(\.attribute).contains("taste"))
        #expect(model.reader.bins.keys.sorted() == ["chance"])
    }

    @Test func `what each attribute tells is found on users not learned from`() throws {
        let parts = try Self.model(Self.shop(users: 400)).attributeContributions
        #expect(parts.map(\.attribute) == ["", "chance", "place", "taste"])
        let (all, chance, taste) = (parts[0], parts[1], parts[3])
        #expect(all.alone > 0.2 && taste.alone > 0.2)
        #expect(abs(chance.alone) < 0.01 && abs(chance.beyondOthers) < 0.01)
        #expect(taste.beyondOthers < taste.alone / 2)  // the place says the same
    }

    /// The deviance that segments explain, added up user by user and item by item.
    @Test func `the report equals predicting user by user`() throws {
        let data = Self.shop(users: 60)
        let wants = data.matrix(weighting: EventWeighting())
        var config = DemographicConfig()
        config.minimumUsers = 5
        let segments = try DemographicSegments(data.users, wants: wants, config: config)
        let sums = SegmentSums(segments, wants: wants, threads: 1)
        let gram = sums.gram()
        let count = sums.count
        let found = AttributeTrial(sums: sums, gram: gram, factor: 1).gain(keeping: Array(0..<count))

        let learned = (0..<60).filter { SegmentSums.half(of: $0) == 0 }
        let inverse = try #require(
            SegmentShrinkage(sums.evidence(of: gram, half: 0), groups: segments.groups, factor: 1, threads: 1)?.inverse)
        let dense = wants.dense
        let popularity = sums.popularity.map(Double.init)
        var effects = [[Double]](repeating: [Double](repeating: 0, count: 10), count: count)
        for segment in 0..<count {
            for other in 0..<count {
                for user in learned where segments.ofUser[user].contains(UInt32(other)) {
                    for item in 0..<10 {
                        let want = dense[user][item] > 0 ? 1.0 : 0
                        effects[segment][item] +=
                            Double(inverse[segment * count + other]) * (want - popularity[item])
                    }
                }
            }
        }
        var (before, after) = (0.0, 0.0)
        for user in 0..<60 where SegmentSums.half(of: user) == 1 && !segments.ofUser[user].isEmpty {
            for item in 0..<10 {
                let rest = (dense[user][item] > 0 ? 1.0 : 0) - popularity[item]
                let guess = segments.ofUser[user].reduce(0.0) { $0 + effects[Int($1)][item] }
                before += rest * rest
                after += (rest - guess) * (rest - guess)
            }
        }
        #expect(abs(found - (before - after) / before) < 1e-4)
    }

    /// The marginal likelihood that the shrinkage is to maximise, from the definition: with K = Z Λ⁻¹ Zᵀ + I over users and
    /// R their wants less what all want, −½ (items · log |K| + items · users · log tr Rᵀ K⁻¹ R).
    @Test func `no other shrinkage makes the wants likelier`() throws {
        let data = Self.shop(users: 60, noise: 0.3)
        let wants = data.matrix(weighting: EventWeighting())
        var config = DemographicConfig()
        config.minimumUsers = 1
        let segments = try DemographicSegments(data.users, wants: wants, config: config)
        let sums = SegmentSums(segments, wants: wants, threads: 1)
        let shrinkage = try #require(
            SegmentShrinkage(sums.evidence(of: sums.gram()), groups: segments.groups, factor: 1, threads: 1))
        let dense = wants.dense
        let users = (0..<60).filter { !segments.ofUser[$0].isEmpty }
        let rest = users.map { user in
            dense[user].enumerated().map { ($1 > 0 ? 1.0 : 0) - Double(sums.popularity[$0]) }
        }
        func likelihood(_ penalties: [Double]) -> Double {
            let kernel = users.map { one in
                users.map { other in
                    let shared = Set(segments.ofUser[one]).intersection(segments.ofUser[other])
                    return shared.reduce(one == other ? 1.0 : 0) { $0 + 1 / penalties[Int($1)] }
                }
            }
            let (logarithm, squares) = Self.logDeterminantAndSquares(kernel, rest)
            return -5 * (logarithm + Double(users.count) * Foundation.log(squares))
        }
        let best = likelihood(shrinkage.penalties)
        for group in Set(segments.groups) {
            for factor in [0.5, 0.8, 1.25, 2] {
                let other = shrinkage.penalties.enumerated().map { segments.groups[$0] == group ? $1 * factor : $1 }
                #expect(likelihood(other) < best + 0.02, "group \(group) times \(factor)")
            }
        }
    }

    /// log |K| and tr Rᵀ K⁻¹ R, by Cholesky's way.
    private static func logDeterminantAndSquares(_ kernel: [[Double]], _ rest: [[Double]]) -> (Double, Double) {
        var (lower, images, logarithm) = (kernel, rest, 0.0)
        for row in kernel.indices {
            for column in 0...row {
                let known = (0..<column).reduce(kernel[row][column]) { $0 - lower[row][$1] * lower[column][$1] }
                lower[row][column] = row == column ? known.squareRoot() : known / lower[column][column]
            }
            logarithm += 2 * Foundation.log(lower[row][row])
            for item in rest[row].indices {
                let known = (0..<row).reduce(rest[row][item]) { $0 - lower[row][$1] * images[$1][item] }
                images[row][item] = known / lower[row][row]
            }
        }
        return (logarithm, images.joined().reduce(0) { $0 + $1 * $1 })
    }

    @Test func `an attribute of chance leaves what the others say`() throws {
        var data = Self.shop(users: 400)
        let alone = try Self.model(data, ["ignoredAttributes": ["chance", "place"]]).attributeContributions[0].alone
        for user in data.users.indices {
            for name in 0..<6 { data.users[user]?.attributes["c\(name)"] = .text("v\((user * (name + 3) / 7) % 5)") }
        }
        let together = try Self.model(data, ["ignoredAttributes": ["place"]]).attributeContributions[0].alone
        #expect(together > alone - 0.01)
    }

    @Test func `a small segment keeps less of its opinion than a large one`() throws {
        var data = Self.shop(users: 200)
        for user in 0..<200 {
            data.users[user]?.attributes = ["place": .text(user < 10 ? "Land > Village" : "Land > Town")]
        }
        let wants = data.matrix(weighting: EventWeighting())
        var config = DemographicConfig()
        config.paths = ["place"]
        config.minimumUsers = 2
        let segments = try DemographicSegments(data.users, wants: wants, config: config)
        #expect(segments.names.map { FeatureName(key: $0).value } == ["", "Land", "Land > Town", "Land > Village"])
        #expect(segments.groups[2] == segments.groups[3] && Set(segments.groups).count == 3)
        let sums = SegmentSums(segments, wants: wants, threads: 1)
        let shrinkage = try #require(
            SegmentShrinkage(sums.evidence(of: sums.gram()), groups: segments.groups, factor: 1, threads: 1))
        #expect(shrinkage.penalties.allSatisfy { $0 > 0 && $0 <= SegmentShrinkage.largest })
        #expect(shrinkage.penalties[2] == shrinkage.penalties[3])
    }

    @Test func `attributes that nobody has and paths that are numbers are named`() throws {
        for (settings, wanted) in [
            (["ignoredAttributes": ["tast"]], "did you mean “taste”?"), (["paths": ["plase"]], "did you mean “place”?"),
            (["paths": ["chance"]], "is a number or a flag for user “0”"),
            (["ignoredAttributes": 3], "a list of words"),
        ] as [([String: Setting], String)] {
            let error = #expect(throws: RecommenderError.self) { try Self.model(Self.shop(), settings) }
            #expect(
                error?.code == .invalidSetting && error?.message.contains(wanted) == true, "\(error?.message ?? "")")
        }
        var nameless = Self.shop()
        nameless.users = []
        let model = try Self.model(nameless, ["ignoredAttributes": ["gender"]])
        #expect(model.attributeContributions.isEmpty && model.list([], count: 10).count == 10)
    }

    @Test func `written, read and fitted on more threads it is the same`() throws {
        let data = Self.shop()
        let one = MemorySections(of: try RecommenderKind.demographic.fit(data))
        let two = MemorySections(of: try RecommenderKind.demographic.fit(data, context: FitContext(threadCount: 2)))
        #expect(one == two)
        let copy = try DemographicModel(sections: one)
        #expect(list(copy, ["taste": .text("t1")]) == list(try Self.model(data), ["taste": .text("t1")]))
        #expect(copy.attributeContributions.count == 4)
    }
}
