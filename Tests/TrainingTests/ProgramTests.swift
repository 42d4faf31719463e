// SPDX-License-Identifier: Apache-2.0

import Foundation
import Shop
import Snapshots
import Store
import Testing

/// The built `wicker-train`, run as a process of its own.
struct ProgramTests {
    private struct Outcome {
        var code: Int32
        var output: String
        var errors: String
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let store = try ShopStore.open(at: "\(folder.path)/store", as: .writer, creating: true)
        _ = try store.append(checkerboardEvents())
    }

    private func run(_ arguments: String...) throws -> Outcome {
        let built = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let process = Process()
        process.executableURL = built.appending(path: "wicker-train")
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: complaint, as: UTF8.self))
    }

    private func fit(_ more: String...) throws -> Outcome {
        let recipe = try folder.write("recommenders: [{kind: item-knn}]\n" + (more.first ?? ""), "recipe.yaml")
        return try run(
            "fit", "--store", "\(folder.path)/store", "--models", "\(folder.path)/models", "--recipe", recipe, "--json")
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `fit, list, activate and roll back`() throws {
        let models = "\(folder.path)/models"
        let first = try fit()
        #expect(first.code == 0 && first.errors.isEmpty, "\(first.errors)")
        #expect(try object(first.output)["snapshot"] as? Int == 1)
        #expect(try fit().code == 0)
        let list = try run("list", "--models", models, "--verify", "--json").output.split(separator: "\n")
        #expect(try list.map { try object(String($0))["version"] as? Int } == [2, 1])
        #expect(try list.map { try object(String($0))["verified"] as? Bool } == [true, true])
        #expect(try object(try run("rollback", "--models", models, "--json").output)["active"] as? Int == 1)
        #expect(try run("activate", "--models", models, "2").output == "snapshot 2 is active, it was 1\n")
        #expect(try SnapshotCatalog(directory: models).current() == 2)
    }

    @Test func `evaluate prints one object with the agreed names`() throws {
        let rows = checkerboardEvents().map { "\($0.user)\t\($0.item)" }
        let train = try folder.write(
            rows.enumerated().filter { $0.offset % 5 != 0 }.map(\.element).joined(separator: "\n"), "train.tsv")
        let test = try folder.write(
            rows.enumerated().filter { $0.offset % 5 == 0 }.map(\.element).joined(separator: "\n"), "test.tsv")
        let outcome = try run(
            "evaluate", "--train", train, "--test", test, "--recommender", "item-knn", "--set", "neighbours=5", "--at",
            "3,5", "--json")
        let verdict = try object(outcome.output)
        #expect(verdict["recommender"] as? String == "item-knn" && verdict["fit_seconds"] is Double)
        #expect((verdict["users"] as? Int ?? 0) > 0 && verdict["recommend_users_per_second"] is Double)
        let metrics = try #require(verdict["metrics"] as? [String: Double])
        #expect(metrics.keys.contains("recall@5") && metrics.keys.contains("ndcg@3"))
    }

    @Test func `the gate has an exit code of its own`() throws {
        let outcome = try fit("judge: {at: [3], gate: {item-knn: {ndcg@3: 1}}}")
        #expect(outcome.code == 3 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("ndcg@3") && outcome.errors.contains("--force"))
    }

    @Test func `errors go to standard error, name what is wrong, and exit with 1`() throws {
        let models = "\(folder.path)/models"
        let cases: [(Outcome, String)] = [
            (try run("fit", "--store", "\(folder.path)/none", "--models", models), "\(folder.path)/none"),
            (try run("fit", "--store", "\(folder.path)/store", "--models", models, "--recipe", "no.yaml"), "no.yaml"),
            (try fit("sede: 1"), "did you mean “seed”"),
            (try run("list", "--models", models), "wicker-train fit"),
            (try run("rollback", "--models", models), "wicker-train fit"),
            (try run("activate", "--models", models, "7"), "7"),
            (try run("evaluate", "--train", "a", "--test", "b", "--recommender", "item-kn"), "did you mean “item-knn”"),
            (
                try run("evaluate", "--train", "a", "--test", "b", "--recommender", "ials", "--set", "factor=4"),
                "did you mean “factors”"
            ),
        ]
        for (outcome, text) in cases {
            #expect(outcome.code == 1 && outcome.output.isEmpty, "\(text): \(outcome)")
            #expect(outcome.errors.hasPrefix("wicker-train: ") && outcome.errors.contains(text), "\(outcome.errors)")
        }
    }

    @Test func `a mistyped command exits with 64`() throws {
        #expect(try run("fit").code == 64)
        #expect(try run("evaluate", "--train", "a", "--test", "b").code == 64)
        #expect(try run("evaluate", "--train", "a", "--test", "b", "--recommender", "ials", "--at", "0").code == 64)
        #expect(try run("--help").code == 0)
    }

    @Test func `rolling back the only snapshot says that there is none to go back to`() throws {
        #expect(try fit().code == 0)
        let outcome = try run("rollback", "--models", "\(folder.path)/models")
        #expect(outcome.code == 1 && outcome.errors.contains("no earlier snapshot"))
    }
}
