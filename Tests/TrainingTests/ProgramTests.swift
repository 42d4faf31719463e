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

    private func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

    private func run(_ arguments: [String]) throws -> Outcome {
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

    /// Files of the camps, every fifth row in the test.
    private func split() throws -> [String] {
        let rows = checkerboardEvents().map { "\($0.user)\t\($0.item)" }.enumerated()
        let train = rows.filter { $0.offset % 5 != 0 }.map(\.element).joined(separator: "\n")
        let test = rows.filter { $0.offset % 5 == 0 }.map(\.element).joined(separator: "\n")
        return ["--train", try folder.write(train, "train.tsv"), "--test", try folder.write(test, "test.tsv")]
    }

    private func evaluate(_ arguments: [String]) throws -> Outcome { try run(["evaluate"] + arguments) }

    @Test func `evaluate prints an object a recommender with the agreed names`() throws {
        let outcome = try evaluate(
            try split() + ["--recommender", "item-knn", "--set", "neighbours=5", "--at", "3,5", "--json"])
        let lines = try outcome.output.split(separator: "\n").map { try object(String($0)) }
        #expect(lines.map { $0["recommender"] as? String } == ["item-knn", "popularity"])
        #expect(lines.map { $0["baseline"] as? Bool } == [false, true])
        let verdict = try #require(lines.first)
        #expect(verdict["fit_seconds"] is Double && verdict["peak_bytes"] is Int)
        #expect((verdict["users"] as? Int ?? 0) > 0 && verdict["recommend_users_per_second"] is Double)
        let metrics = try #require(verdict["metrics"] as? [String: Double])
        #expect(metrics.keys.contains("recall@5") && metrics.keys.contains("ndcg@3"))
        let intervals = try #require(verdict["intervals"] as? [String: [String: Double]])
        #expect(intervals["recall@5"]?.keys.sorted() == ["lower", "upper"])
        let comparisons = try #require(lines.last?["comparisons"] as? [[String: Any]])
        #expect(comparisons.allSatisfy { $0["reference"] as? String == "item-knn" && $0["adjusted_p"] is Double })
        #expect(verdict["settings"] is [String: Any] && verdict["bands"] is [String: Any])
    }

    @Test func `evaluate writes a page, and a table for eyes`() throws {
        let page = "\(folder.path)/page.html"
        let outcome = try evaluate([
            "--store", "\(folder.path)/store", "--protocol", "random", "--recommender", "ials", "--metrics", "all",
            "--report", page,
        ])
        #expect(outcome.code == 0 && outcome.output.contains("item-knn *") && outcome.output.contains("±"))
        let html = try String(contentsOfFile: page, encoding: .utf8)
        for name in ["ials", "popularity", "item-knn", "diversity@20"] { #expect(html.contains(name)) }
        let alone = try evaluate(try split() + ["--recommender", "popularity", "--no-baselines", "--resamples", "0"])
        #expect(alone.code == 0 && !alone.output.contains("item-knn") && !alone.output.contains("±"))
    }

    @Test func `what evaluate cannot do is named with its remedy`() throws {
        let files = try split()
        let empty = try folder.write("nobody\titem-1\n", "nobody.tsv")
        let clash = try folder.write("recommenders: [{kind: ials, name: item-knn}]\n", "clash.yaml")
        let knn = ["--recommender", "item-knn"]
        let cases: [([String], String)] = [
            (["--train", "none.tsv", "--test", "none.tsv"] + knn, "none.tsv"),
            (["--store", "\(folder.path)/none"] + knn, "\(folder.path)/none"),
            (["--train", files[1], "--test", empty] + knn, "no user has both"),
            (files + knn + ["--metrics", "recal"], "did you mean “recall”"),
            (files + knn + ["--reference", "item-kn"], "did you mean “item-knn”"),
            (files + knn + ["--resamples", "5"], "100"),
            (files + knn + ["--confidence", "95"], "0.95"),
            (files + ["--recipe", clash], "--no-baselines"),
            (["--data", files[1], "--protocol", "leavelast"] + knn, "did you mean “leave-last”"),
            (["--data", files[1], "--protocol", "time"] + knn, "--columns user,item,time"),
            (["--data", files[1], "--protocol", "random", "--test-fraction", "2"] + knn, "above 0 and below 1"),
            (["--data", files[1], "--columns", "user,thing"] + knn, "thing"),
            (files + knn + ["--report", "\(folder.path)/none/page.html"], "none/page.html"),
        ]
        for (arguments, text) in cases {
            let outcome = try evaluate(arguments)
            #expect(outcome.code == 1 && outcome.output.isEmpty, "\(arguments): \(outcome)")
            #expect(outcome.errors.contains(text), "\(arguments): \(outcome.errors)")
        }
        let mistyped: [[String]] = [
            knn, files + knn + ["--data", files[1]], ["--train", files[1]] + knn, files + knn + ["--at", "1001"],
            files + knn + ["--at", "3,x"], files + knn + ["--protocol", "random"],
            ["--data", files[1], "--minimum-rating", "4"] + knn, files + knn + ["--recipe", clash],
        ]
        for arguments in mistyped { #expect(try evaluate(arguments).code == 64, "\(arguments)") }
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
