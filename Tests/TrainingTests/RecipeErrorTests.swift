// SPDX-License-Identifier: Apache-2.0

import Testing
import Training

struct RecipeErrorTests {
    /// A mistake, and what the message must say about it.
    struct Mistake: Sendable, CustomTestStringConvertible {
        var yaml: String
        var says: [String]
        var testDescription: String { says.joined(separator: " ") }
    }

    private static let one = "recommenders: [{kind: item-knn}]"

    private static let mistakes = [
        Mistake(yaml: "", says: ["test.yaml", "empty"]),
        Mistake(yaml: "a: [", says: ["test.yaml", "not YAML"]),
        Mistake(yaml: "just words", says: ["test.yaml:1:1", "map"]),
        Mistake(yaml: "name: x", says: ["recommenders"]),
        Mistake(yaml: "\(one)\nsede: 4", says: ["test.yaml:2:1", "“sede”", "did you mean “seed”"]),
        Mistake(yaml: "\(one)\nseed: -1", says: ["test.yaml:2:7", "seed", "whole number"]),
        Mistake(yaml: "\(one)\nname:", says: ["test.yaml:2", "name", "1 to 64 bytes"]),
        Mistake(yaml: "recommenders: []", says: ["recommenders", "1 to 100"]),
        Mistake(yaml: "recommenders: {kind: ials}", says: ["recommenders", "list"]),
        Mistake(yaml: "recommenders:\n  - kind: item-kn", says: ["test.yaml:2:11", "did you mean “item-knn”"]),
        Mistake(yaml: "recommenders: [{name: x}]", says: ["recommenders[0]", "no kind"]),
        Mistake(yaml: "recommenders: [{kind: ials, name: a/b}]", says: ["recommenders[0].name", "letters"]),
        Mistake(yaml: "recommenders: [{kind: ials}, {kind: ials}]", says: ["recommenders[1]", "second", "“ials”"]),
        Mistake(
            yaml: "recommenders:\n- kind: ials\n  settings:\n    factors: 8\n    epoch: 3",
            says: ["test.yaml:5", "recommenders[0].settings.epoch", "did you mean “epochs”"]),
        Mistake(
            yaml: "recommenders:\n- kind: ials\n  settings:\n    epochs: many",
            says: ["test.yaml:4", "settings.epochs", "whole number"]),
        Mistake(
            yaml: "recommenders: [{kind: item-knn, settings: {similarity: cosinus}}]",
            says: ["settings.similarity", "did you mean “cosine”"]),
        Mistake(
            yaml: "recommenders: [{kind: item-knn, settings: {similarity: jaccard, weighting: bm25}}]",
            says: ["recommenders[0].settings", "jaccard"]),
        Mistake(yaml: "recommenders: [{kind: ials, settings: {alpha: .inf}}]", says: ["alpha", "finite"]),
        Mistake(yaml: "recommenders: [{kind: ials, settings: {alpha: }}]", says: ["alpha", "no value"]),
        Mistake(yaml: "\(one)\nevents: {weight: {}}", says: ["events", "“weight”", "did you mean “weights”"]),
        Mistake(yaml: "\(one)\nevents: {halfLifeDays: 0}", says: ["events", "halfLifeDays"]),
        Mistake(yaml: "\(one)\nevents: {weights: {view: a}}", says: ["events", "view", "number"]),
        Mistake(yaml: "\(one)\nplacements: [{name: home}]", says: ["placements[0]", "recommender"]),
        Mistake(
            yaml: "\(one)\nplacements: [{name: home, recommender: item-kmm}]",
            says: ["placements[0].recommender", "did you mean “item-knn”"]),
        Mistake(
            yaml: "\(one)\nplacements: [{name: home, recommender: item-knn, historyLimit: 0}]",
            says: ["historyLimit", "1 to 10000"]),
        Mistake(
            yaml: "\(one)\nplacements: [{name: a, recommender: item-knn}, {name: a, recommender: item-knn}]",
            says: ["placements[1]", "second placement"]),
        Mistake(yaml: "\(one)\njudge: {protocol: leavelast}", says: ["protocol", "did you mean “leaveLast”"]),
        Mistake(yaml: "\(one)\njudge: {at: []}", says: ["judge.at", "[10]"]),
        Mistake(yaml: "\(one)\njudge: {at: [0]}", says: ["judge.at[0]", "1 to 1000"]),
        Mistake(yaml: "\(one)\njudge: {testFraction: 1}", says: ["testFraction"]),
        Mistake(yaml: "\(one)\njudge: {gate: {ials: {ndcg@10: 1}}}", says: ["judge.gate", "“ials”"]),
        Mistake(
            yaml: "\(one)\njudge: {gate: {item-knn: {ndgc@10: 1}}}",
            says: ["judge.gate.item-knn", "did you mean “ndcg@10”"]),
        Mistake(
            yaml: "\(one)\njudge: {protocol: none, gate: {item-knn: {ndcg@10: 1}}}", says: ["judge.gate", "none"]),
        Mistake(
            yaml: "recommenders: [{kind: blend}]", says: ["recommenders[0]", "“members” names nobody", "item-knn"]),
        Mistake(
            yaml: "recommenders:\n- {kind: item-knn}\n- kind: blend\n  settings:\n    members: {item-kn: 1}",
            says: ["test.yaml:5", "recommenders[1].settings.members", "“item-kn”", "did you mean “item-knn”"]),
        Mistake(
            yaml: "recommenders: [{kind: blend, settings: {members: {ials: 1}}}, {kind: ials}]",
            says: ["recommenders[0].settings.members", "“ials” comes after “blend”"]),
        Mistake(
            yaml: "recommenders: [{kind: blend, settings: {members: {blend: 1}}}]",
            says: ["settings.members", "“blend” cannot be made of itself"]),
        Mistake(
            yaml: "recommenders: [{kind: ials}, {kind: blend, settings: {members: {ials: -1}}}]",
            says: ["recommenders[1].settings.members", "“ials” is -1"]),
        Mistake(yaml: "\(one)\ntune:\n  trials: 3", says: ["test.yaml:3", "tune", "no space"]),
        Mistake(yaml: "\(one)\ntune:\n  spaces: {}", says: ["test.yaml:3", "did you mean “space”"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space:\n    neighbour: {from: 1, to: 2}",
            says: ["test.yaml:4", "did you mean “neighbours”"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space:\n    neighbours: {from: 5, to: 2}",
            says: ["test.yaml:4", "neighbours.to", "above from"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space:\n    neighbours: {from: 1}",
            says: ["test.yaml:4", "from and to"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space:\n    neighbours: {from: 0, to: 9, integer: true}",
            says: ["test.yaml:4", "neighbours.from", "1 to 10000"]),
        Mistake(
            yaml:
                "\(one)\ntune:\n  space:\n    neighbours: {from: 1, to: 9}\n    shrinkage: {from: 0, to: 9, scale: log}",
            says: ["test.yaml:5", "above 0"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space:\n    shrinkage: {from: 0, to: 9, scale: logarithm}",
            says: ["test.yaml:4", "linear or log"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space:\n    shrinkage: {from: 0, to: 9, step: 10}",
            says: ["test.yaml:4", "wider"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space:\n    similarity: {choices: [cosine, cosinus]}",
            says: ["test.yaml:4", "did you mean “cosine”"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space:\n    similarity: {choices: [cosine]}",
            says: ["test.yaml:4", "two values"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space:\n    similarity: {choices: [cosine, cosine]}",
            says: ["test.yaml:4", "twice"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space: {shrinkage: {from: 0, to: 1}}\n  metric: ndgc@10",
            says: ["test.yaml:4", "did you mean “ndcg”"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space: {shrinkage: {from: 0, to: 1}}\n  halving: {shares: [0.5, 0.2, 1]}",
            says: ["test.yaml:4", "ascending"]),
        Mistake(
            yaml: "\(one)\ntune:\n  space: {shrinkage: {from: 0, to: 1}}\n  strategy: tpa",
            says: ["test.yaml:4", "did you mean “tpe”"]),
        Mistake(
            yaml: "recommenders:\n- kind: ials\n  whenTooLarge: {kind: item-knn, settings: {neighbour: 3}}",
            says: ["test.yaml:3", "did you mean “neighbours”"]),
        Mistake(
            yaml: "recommenders:\n- kind: ials\n  whenTooLarge: item-kn", says: ["test.yaml:3", "“item-knn”"]),
        Mistake(yaml: "\(one)\nseed: 1\nseed: 2", says: ["test.yaml", "seed"]),
        Mistake(
            yaml: "recommenders: [{kind: ials, settings: {a: [[[[[[[[[[1]]]]]]]]]]}}]", says: ["settings.a", "deep"]),
    ]

    @Test(arguments: mistakes)
    func `a mistake is named with its place and remedy`(mistake: Mistake) throws {
        let error = try #require(
            #expect(throws: TrainingError.self) { try Recipe(yaml: mistake.yaml, file: "test.yaml") })
        #expect(error.code == .invalidRecipe)
        for part in mistake.says { #expect("\(error)".contains(part), "\(error)") }
    }

    @Test func `a recipe that is not there is named`() {
        let error = #expect(throws: TrainingError.self) { try Recipe(contentsOf: "/nowhere/recipe.yaml") }
        #expect(error?.code == .unreadableFile && error?.message.contains("/nowhere/recipe.yaml") == true)
    }
}
