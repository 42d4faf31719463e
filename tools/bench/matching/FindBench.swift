// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Knowledge
import Matrix
import Recommenders
import Shop

/// `wicker-find-bench`.
@main
struct FindBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wicker-find-bench",
        abstract: "Measures requirements, relaxations, critiques and utilities on an invented catalogue.",
        discussion: "Each line is the median and the worst of the rounds, in milliseconds, on one thread.")

    @Option(help: "Items in the catalogue.")
    var items = 1_000_000

    @Option(help: "Times each question is asked.")
    var rounds = 15

    @Option(help: "Where the invented catalogue starts.")
    var seed: UInt64 = 1

    private static let questions: [(name: String, requirements: [String], wishes: [String])] = [
        (
            "5 requirements, few items",
            [
                "price between 10..60", "colour in colour 1,colour 2", "category within department 1",
                "organic=true", "tags has any tag 3,tag 4",
            ], []
        ),
        (
            "5 requirements, 3 wishes, many items",
            ["price<900", "weight>10", "year>=2001", "colour!=colour 1", "tags has any \(tags(25))"],
            ["brand=brand 7", "price near 50~40", "organic=true"]
        ),
        (
            "5 requirements that nothing meets",
            ["price<1", "brand=brand 5", "category within department 2>shelf 3", "year=2024", "colour=colour 3"], []
        ),
        (
            "12 requirements that nothing meets",
            [
                "price<0.5", "brand=brand 5", "category within department 2>shelf 3", "year=2024", "colour=colour 3",
                "weight<3", "organic=true", "tags has tag 1", "tags has tag 2", "tags has tag 3", "weight!=1",
                "price!=0",
            ], ["brand=brand 7"]
        ),
    ]

    private static func tags(_ count: Int) -> String { (0..<count).map { "tag \($0)" }.joined(separator: ",") }

    func run() throws {
        let clock = ContinuousClock()
        var catalogue = InventedCatalogue(itemCount: 0, seed: seed)
        let building = clock.measure { catalogue = InventedCatalogue(itemCount: items, seed: seed) }
        print("\(items) items read into columns in \(Self.milliseconds(building)) ms")
        let lastWord: UInt64 = (1 << UInt64(items % 64)) - 1
        let words = [UInt64](repeating: .max, count: items / 64) + [lastWord]
        let eligible = ItemBits(words: words, itemCount: items)
        for question in Self.questions { try measure(question, catalogue.table, eligible) }
        try critique(["price", "weight"], catalogue.table, eligible)
        try choose("utility by 5 criteria", Self.criteria, catalogue.table, eligible)
        try choose("utility by 6 criteria, one of them lists", Self.criteria + [Self.tags], catalogue.table, eligible)
    }

    private static let criteria = [
        Criterion(attribute: "price", function: .linear(from: 200, to: 0)),
        Criterion(attribute: "weight", function: .diminishing(from: 0, half: 500)),
        Criterion(attribute: "year", function: .target(at: 2015, tolerance: 5)),
        Criterion(attribute: "brand", function: .table(["brand 7": 1, "brand 9": 0.5], otherwise: 0)),
        Criterion(attribute: "colour", function: .ordinal(["colour 3", "colour 2", "colour 1"])),
    ]
    private static let tags = Criterion(
        attribute: "tags", function: .table(["tag 3": 1, "tag 4": 0.7], otherwise: 0))

    private func choose(_ name: String, _ criteria: [Criterion], _ table: AttributeTable, _ eligible: ItemBits) throws {
        let weights = criteria.indices.map { 1 / Double($0 + 1) }
        var best: Float?
        try report(name) {
            let scorer = try UtilityScorer(criteria, weights: weights, table: table)
            best =
                scorer.best(10) { eligible.words[Int($0.rawValue) / 64] >> UInt64($0.rawValue % 64) & 1 == 1 }.first?
                .score
        }
        print("      best \(best ?? .nan)")
    }

    private func measure(
        _ question: (name: String, requirements: [String], wishes: [String]), _ table: AttributeTable,
        _ eligible: ItemBits
    ) throws {
        var requirements = try question.requirements.map { try Requirement(parsing: $0) }
        for wish in question.wishes {
            var requirement = try Requirement(parsing: wish)
            requirement.weight = 1
            requirements.append(requirement)
        }
        var answer = MatchAnswer(count: 0, items: [])
        try report(question.name) {
            answer = try MatchFinder(MatchQuestion(requirements), in: table).find(among: eligible)
        }
        print(
            "      \(answer.count) items, \(answer.relaxationCount) relaxations of \(answer.relaxations.first?.dropped.count ?? 0)"
        )
    }

    private func critique(_ lower: [String], _ table: AttributeTable, _ eligible: ItemBits) throws {
        let round = CritiqueRound(
            reference: ItemIndex(rawValue: 1), critiques: lower.map { UnitCritique($0, .lower) })
        var count = 0
        try report("critique: lower \(lower.joined(separator: " and ")), any category") {
            let question = CritiqueQuestion([round], staysInCategory: false)
            count = try Critiquer(question, in: table).answer(among: eligible).count
        }
        print("      \(count) items remain")
    }

    private func report(_ name: String, _ body: () throws -> Void) throws {
        var times: [Double] = []
        for _ in 0..<max(1, rounds) {
            let start = ContinuousClock.now
            try body()
            times.append(Self.milliseconds(ContinuousClock.now - start))
        }
        times.sort()
        print("\(name): median \(times[times.count / 2]) ms, worst \(times[times.count - 1]) ms")
    }

    private static func milliseconds(_ duration: Duration) -> Double { (duration / .microseconds(10)).rounded() / 100 }
}
