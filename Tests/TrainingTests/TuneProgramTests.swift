// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Testing

/// The built `wicker-train tune`, run as a process of its own and killed.
struct TuneProgramTests {
    private let folder: TemporaryFolder
    private let rows: String
    private let recipe: String

    init() throws {
        folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 2)
        let lines = (0..<3_000).map { _ in
            let item = Int.random(in: 0..<60, using: &generator)
            return "\(Int.random(in: 0..<50, using: &generator) * 4 + item % 4)\t\(item)"
        }
        rows = try folder.write(Set(lines).sorted().joined(separator: "\n"), "train.tsv")
        recipe = try folder.write(
            """
            recommenders: [{kind: item-knn}]
            tune:
              metric: ndcg@10
              trials: 40
              halving: {shares: [0.3, 1], keep: 0.34}
              space: {neighbours: {from: 1, to: 50, integer: true}, shrinkage: {from: 0.1, to: 90, scale: log}}
            """, "recipe.yaml")
    }

    private func start(_ out: String, _ more: [String] = []) throws -> (process: Process, output: Pipe, errors: Pipe) {
        let built = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let process = Process()
        process.executableURL = built.appending(path: "wicker-train")
        process.arguments =
            ["tune", "--recipe", recipe, "--train", rows, "--out", "\(folder.path)/\(out)", "--json"] + more
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        return (process, output, errors)
    }

    /// Runs to the end; code, output and errors.
    private func run(_ out: String, _ more: [String] = []) throws -> (code: Int32, output: String, errors: String) {
        let started = try start(out, more)
        let output = started.output.fileHandleForReading.readDataToEndOfFile()
        let errors = started.errors.fileHandleForReading.readDataToEndOfFile()
        started.process.waitUntilExit()
        return (
            started.process.terminationStatus, String(decoding: output, as: UTF8.self),
            String(decoding: errors, as: UTF8.self)
        )
    }

    private func judgements(_ out: String) -> Int {
        let text = try? String(contentsOfFile: "\(folder.path)/\(out)/trials.jsonl", encoding: .utf8)
        return (text ?? "").count { $0 == "\n" } - 1
    }

    /// Trial, share, figure and settings; how long it took is nobody's promise.
    private func table(_ out: String) throws -> [[Substring]] {
        try String(contentsOfFile: "\(folder.path)/\(out)/trials.tsv", encoding: .utf8).split(separator: "\n").map {
            var cells = $0.split(separator: "\t", omittingEmptySubsequences: false)
            cells.remove(at: 3)
            return cells
        }
    }

    @Test func `a search that was killed twice ends like one that was not`() throws {
        let whole = try run("whole")
        #expect(whole.code == 0 && whole.errors.isEmpty, "\(whole.errors)")
        let planned = judgements("whole")
        #expect(planned > 40)
        for part in [planned / 4, planned / 2] {
            let started = try start("killed")
            while judgements("killed") < part, started.process.isRunning { sched_yield() }
            kill(started.process.processIdentifier, SIGKILL)
            started.process.waitUntilExit()
            #expect(started.process.terminationReason == .uncaughtSignal)
        }
        let reached = judgements("killed")
        #expect(reached >= planned / 2 && reached < planned)
        let end = try run("killed", ["--threads", "1"])
        #expect(end.code == 0 && end.output.contains("\"recalled\":\(reached)"), "\(end)")
        #expect(try table("killed") == table("whole"))
        let best = try ["whole", "killed"].map {
            try String(contentsOfFile: "\(folder.path)/\($0)/best.yaml", encoding: .utf8)
        }
        #expect(best[0] == best[1] && best[0].contains("neighbours:"))
    }

    @Test func `mistyped commands exit with 64, a search without a plan or of another recipe with 1`() throws {
        #expect(try run("a", ["--store", "s"]).code == 64)
        #expect(try run("a", ["--time-limit", "soon"]).code == 64)
        #expect(try run("a", ["--memory-limit", "much"]).code == 64)
        #expect(try run("a", ["--trials", "2"]).code == 0)
        _ = try folder.write(
            "recommenders: [{kind: item-knn}]\ntune: {seed: 2, space: {k1: {from: 1, to: 2}}}", "recipe.yaml")
        let other = try run("a")
        #expect(other.code == 1 && other.errors.contains("another recipe") && other.errors.contains("--out"))
        _ = try folder.write("recommenders: [{kind: item-knn}]", "recipe.yaml")
        #expect(try run("b").errors.contains("no tune section"))
    }
}
