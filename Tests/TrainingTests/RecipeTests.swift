// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Recommenders
import Snapshots
import Testing
import Training

struct RecipeTests {
    private func read(_ yaml: String) throws -> Recipe { try Recipe(yaml: yaml, file: "test.yaml") }

    @Test func `the standard recipe is the one in models`() throws {
        let path = packageRoot.appending(path: "models/default.yaml").path
        #expect(try Recipe(contentsOf: path) == Recipe.standard)
    }

    @Test func `every recipe in models can be read`() throws {
        let folder = packageRoot.appending(path: "models").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        #expect(names.count >= 4)
        for name in names { #expect(try Recipe(contentsOf: "\(folder)/\(name)").name == String(name.dropLast(5))) }
    }

    @Test func `a recipe of one line is complete`() throws {
        let recipe = try read("recommenders: [{kind: item-knn}]")
        #expect(recipe.name == "unnamed" && recipe.seed == 42 && recipe.judge == JudgePlan())
        #expect(recipe.recommenders == [RecommenderPlan(.itemKNN)])
        #expect(recipe.placements.map(\.name) == ["home", "product"])
        #expect(recipe.placements.allSatisfy { $0.recommender == "item-knn" && $0.fallback == nil })
    }

    @Test func `home is the first that looks at the user, product the neighbours, popularity fills up`() throws {
        let recipe = try read("recommenders: [{kind: popularity}, {kind: ials}, {kind: item-knn, name: near}]")
        #expect(
            recipe.placements == [
                PlacementPlan(name: "home", recommender: "ials", fallback: "popularity"),
                PlacementPlan(name: "product", recommender: "near", fallback: "popularity"),
            ])
    }

    @Test func `popularity alone is not its own fallback`() throws {
        let recipe = try read("recommenders: [{kind: popularity}]")
        #expect(recipe.placements.allSatisfy { $0.recommender == "popularity" && $0.fallback == nil })
    }

    @Test func `a recommender's events replace the recipe's key by key`() throws {
        let recipe = try read(
            """
            events: {weights: {purchase: 1}, halfLifeDays: 10}
            recommenders:
              - kind: popularity
                events: {halfLifeDays: 5}
              - kind: item-knn
                settings: {neighbours: 7}
            """)
        let popularity = try RecommenderKind.popularity.weighting(settings: recipe.settings(of: recipe.recommenders[0]))
        #expect(popularity.weights == ["purchase": 1] && popularity.halfLifeDays == 5)
        let neighbours = recipe.settings(of: recipe.recommenders[1])
        #expect(neighbours.values["neighbours"] == 7 && neighbours.values["halfLifeDays"] == 10)
    }

    @Test func `the whole of a long recipe arrives`() throws {
        let recipe = try read(
            """
            name: long
            seed: 18446744073709551615
            recommenders:
              - {kind: item-knn, name: near, settings: {similarity: jaccard, neighbours: 5}}
            placements:
              - {name: basket, recommender: near, excludesSeen: false, historyLimit: 3, fallback: near}
            judge:
              protocol: timeSplit
              testFraction: 0.25
              at: [20, 5, 5]
              gate: {near: {recall@20: 0.5, ndcg@5: 0.25}}
            """)
        #expect(recipe.name == "long" && recipe.seed == .max)
        #expect(
            recipe.placements == [
                PlacementPlan(
                    name: "basket", recommender: "near", excludesSeen: false, historyLimit: 3, fallback: "near")
            ])
        #expect(recipe.judge.splitting == .timeSplit && recipe.judge.testFraction == 0.25)
        #expect(recipe.judge.cutoffs == [5, 20])
        #expect(
            recipe.judge.gates == [
                JudgePlan.Gate(recommender: "near", metric: "ndcg@5", minimum: 0.25),
                JudgePlan.Gate(recommender: "near", metric: "recall@20", minimum: 0.5),
            ])
    }

    @Test func `a quoted number is a word`() throws {
        let error = #expect(throws: TrainingError.self) {
            try read("recommenders: [{kind: item-knn, settings: {neighbours: \"7\"}}]")
        }
        #expect(error?.message.contains("neighbours") == true)
    }
}
