// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

@Suite struct UtilityTests {
    private let settings = Settings([
        "attributes": ["price": "plain", "quality": ["function": "ordinal", "words": ["poor", "fair", "good"]]],
        "priorDeviation": 0,
    ])

    private func trainer(_ more: [String: Setting] = [:]) throws -> UtilityTrainer {
        var settings = settings
        for (name, value) in more { settings.values[name] = value }
        return UtilityTrainer(try UtilityConfig(settings))
    }

    @Test func `weights behind what was clicked of what was shown are found again`() throws {
        let shop = ChoosingShop(seed: 3)
        let data = shop.shown(sessions: 4_000, weights: [-0.5, 2], guests: true)
        let model = try trainer(["weights": ["click": 1]]).fit(data, context: FitContext())
        let (fit, errors) = (model.learned.whole, model.learned.whole.standardErrors)
        #expect(model.learned.criteria.map(\.attribute) == ["price", "quality"])
        #expect(abs(fit.coefficients[0] + 0.5) < 3 * errors[0] && errors[0] < 0.03)
        #expect(abs(fit.coefficients[1] - 2) < 3 * errors[1] && errors[1] < 0.15)
        #expect(fit.choiceCount == 4_000)
        // Four more in price for good instead of poor.
        let worth = try #require(model.learned.willingnessToPay(fit)[1])
        #expect(abs(worth.value - 4) < 3 * worth.standardError)
        #expect(model.learned.willingnessToPay(fit)[0] == nil)
    }

    @Test(arguments: [50, 8]) func `without impressions the category is what was chosen from`(alternatives: Int) throws
    {
        let shop = ChoosingShop(seed: 5)
        let data = shop.bought(count: 4_000, weights: [-0.5, 2])
        let model = try trainer(["alternatives": Setting(integerLiteral: alternatives)])
            .fit(data, context: FitContext())
        let (fit, errors) = (model.learned.whole, model.learned.whole.standardErrors)
        #expect(abs(fit.coefficients[0] + 0.5) < 3.5 * errors[0])
        #expect(abs(fit.coefficients[1] - 2) < 3.5 * errors[1])
        #expect(fit.choiceCount == 4_000)
    }

    @Test func `an item outside its window was no alternative`() throws {
        var data = ChoosingShop(seed: 5).bought(count: 200, weights: [0, 1])
        for index in data.items.indices {
            data.items[index]?.availableFrom = Timestamp(milliseconds: index % 2 == 0 ? 0 : 1_000_000)
        }
        let sets = try trainer().gather(data, seed: 1).sets
        #expect(sets.count > 0)
        for set in 0..<sets.count {
            let rows = sets.rows[sets.starts[set]..<sets.starts[set + 1]]
            #expect(rows.dropFirst().allSatisfy { $0 % 2 == 0 })
        }
    }

    @Test func `segments have weights of their own, and who is in none counts for all`() throws {
        let shop = ChoosingShop(seed: 9)
        var data = shop.shown(sessions: 3_000, weights: [-0.3, 1], guests: false) { user in
            user % 2 == 0 ? [-1, 1] : nil
        }
        data.users = (0..<data.userCount).map { user in
            var described = User(id: "\(user)")
            if user % 5 > 0 { described.attributes["region"] = .text(user % 2 == 0 ? "north" : "south") }
            return described
        }
        let model = try trainer(["weights": ["click": 1], "segmentBy": "region"]).fit(data, context: FitContext())
        let learned = model.learned
        #expect(learned.segments.map(\.name) == ["north", "south"])
        let (north, south) = (try #require(learned.fit(of: "north")), try #require(learned.fit(of: "south")))
        #expect(abs(north.coefficients[0] + 1) < 0.12 && abs(south.coefficients[0] + 0.3) < 0.06)
        #expect(north.choiceCount + south.choiceCount < learned.whole.choiceCount)
        #expect(learned.segment(of: ["region": .text("north")]) == "north")
        #expect(learned.segment(of: ["region": .text("west")]) == nil)
        let copy = try RecommenderKind.utility.load(MemorySections(of: model)) as? UtilityModel
        #expect(copy?.learned == learned)
    }

    @Test func `the list is in the order of utility`() throws {
        let data = ChoosingShop(seed: 5).bought(count: 1_000, weights: [-0.5, 2])
        let model = try trainer().fit(data, context: FitContext())
        let list = model.list([], count: 5)
        let scorer = try UtilityScorer(
            model.learned.criteria, weights: model.learned.whole.coefficients,
            table: Shelf(data.items.compactMap { $0 }).table)
        let best = scorer.best(5) { _ in true }
        #expect(list.map(\.item) == best.map(\.item))
        #expect(model.affinity(of: [], to: ItemIndex(rawValue: list[0].item)) == list[0].score)
    }

    @Test(
        arguments: [
            (["attributes": ["price": "lineer"]], "did you mean “linear”?"),
            (["attributes": ["price": ["function": "linear", "from": 1]]], "“to” is not set"),
            (["attributes": ["price": ["function": "target", "at": 1, "tolerance": 0]]], "“tolerance” is 0.0"),
            (["attributes": ["price": ["function": "target", "at": 1, "width": 1]]], "unknown setting “width”"),
            (["attributes": "price"], "it must be a map"),
            (["attributes": ["prise": "plain"]], "did you mean “price”?"),
            (["attributes": ["quality": "plain"]], "use ordinal or table"),
            (["segmentBy": "regio"], "no user has an attribute"),
            (["attributes": [:]], "names none to learn from"),
        ] as [([String: Setting], String)])
    func `settings that do not go with the data are refused with the remedy`(
        more: [String: Setting], expected: String
    ) throws {
        let data = ChoosingShop(seed: 5).bought(count: 50, weights: [0, 0])
        let error = #expect(throws: RecommenderError.self) {
            try trainer(more).fit(data, context: FitContext())
        }
        #expect(error?.message.contains(expected) == true)
    }
}
