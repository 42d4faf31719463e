// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Matrix
import Recommenders
import Shop

/// `wicker-text`: how long it takes to index invented texts and to answer questions about them.
@main
struct TextBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wicker-text",
        abstract: "Indexes invented short texts and times questions of one to four of their words.",
        discussion: "tools/bench/text-compare compares what --output writes with the package bm25s.")

    @Option(help: "Texts to invent.") var documents = 1_000_000
    @Option(help: "Questions to ask.") var queries = 2_000
    @Option(help: "Length of the lists.") var count = 10
    @Option(help: "Threads that index.") var threads = 2
    @Option(help: "Where random numbers start.") var seed: UInt64 = 1
    @Option(help: "Writes texts, questions and lists into this folder, for tools/bench/text-compare.")
    var output: String?

    func validate() throws {
        guard documents > 0, queries > 0, count > 0, threads > 0 else {
            throw ValidationError("--documents, --queries, --count and --threads must be 1 or more")
        }
    }

    func run() throws {
        var texts = InventedTexts(seed: seed)
        let titles = (0..<documents).map { _ in texts.text(words: 4...14) }
        let questions = (0..<queries).map { number in
            texts.question(about: titles[Int(truncatingIfNeeded: UInt(number) &* 2_654_435_761) % documents])
        }
        let (model, seconds) = try indexed(titles)
        var size = SectionSizes()
        model.write(to: &size)
        print("indexed \(documents) texts on \(threads) threads in \(seconds.text(1)) s, \(size.byteCount >> 20) MiB")
        var (times, processorTimes, lists) = ([Double](), [Double](), [[Scored]]())
        for question in questions {
            let (start, processorStart) = (ContinuousClock.now, Self.processorMilliseconds)
            lists.append(model.found(question, count: count) { _ in true })
            processorTimes.append(Self.processorMilliseconds - processorStart)
            times.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        print("\(queries) questions, elapsed: \(Self.summary(of: times))")
        print("\(queries) questions, processor: \(Self.summary(of: processorTimes))")
        if let output { try write(titles, questions, lists, into: URL(fileURLWithPath: output)) }
    }

    private static func summary(of times: [Double]) -> String {
        let sorted = times.sorted()
        let (middle, late) = (sorted[sorted.count / 2], sorted[sorted.count * 99 / 100])
        return "p50 \(middle.text(3)) ms, p99 \(late.text(3)) ms, longest \((sorted.last ?? 0).text(3)) ms"
    }

    /// Time this thread was running: what is left where other programs take the processor.
    private static var processorMilliseconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    private func indexed(_ titles: [String]) throws -> (model: any SearchableModel, seconds: Double) {
        var dataset = Dataset(Interactions(userCount: 0, itemCount: titles.count))
        dataset.items = titles.enumerated().map { number, title in
            var item = Item(id: "\(number)")
            item.title = title
            return item
        }
        let settings = Settings(["language": "none", "searchWeights": ["title": 1]])
        let start = ContinuousClock.now
        let model = try RecommenderKind.content.fit(
            dataset, settings: settings, context: FitContext(threadCount: threads))
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        guard let model = model as? any SearchableModel else { throw ExitCode.failure }
        return (model, seconds)
    }

    private func write(_ titles: [String], _ questions: [String], _ lists: [[Scored]], into folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let answers = lists.map { list in list.map { "\($0.item):\($0.score)" }.joined(separator: " ") }
        for (name, lines) in [("texts", titles), ("questions", questions), ("answers", answers)] {
            let text = lines.joined(separator: "\n") + "\n"
            try text.write(to: folder.appendingPathComponent("\(name).txt"), atomically: true, encoding: .utf8)
        }
    }
}

/// Adds up what a snapshot would hold.
private struct SectionSizes: SectionWriter {
    var byteCount = 0

    mutating func write<Element: BitwiseCopyable & Sendable>(_ elements: SharedArray<Element>, as name: String) {
        byteCount += elements.count * MemoryLayout<Element>.stride
    }
}

extension Double {
    fileprivate func text(_ decimals: Int) -> String { String(format: "%.\(decimals)f", self) }
}
