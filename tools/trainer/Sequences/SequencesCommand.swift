// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FoundationEssentials
import Import
import Mining

struct SequencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sequences",
        abstract: "Mine a file of sequences for what often follows what.",
        discussion: """
            A line is a sequence, its items in order, separated by white space (or by --separator); plain, gzip or zstd. \
            A pattern occurs in a line when its items stand there in this order, whatever stands between them unless \
            --max-gap or --window says otherwise; gaps are counted in places. Every count is exact.

            EXAMPLES
              wicker-train sequences --sequences visits.txt --min-support 1%
              wicker-train sequences --sequences visits.txt --min-support 50 --max-gap 3 --min-length 2 --limit 50

            EXIT CODES
              0 done; 1 failed; 4 stopped at --memory-limit or --time-limit: what was found so far is printed.
            """)

    @Option(name: .customLong("sequences"), help: ArgumentHelp("Sequences to mine; - for input.", valueName: "file"))
    var path: String

    @Option(help: "Character between two items of a line (default: white space).")
    var separator: String?

    @Option(help: "Least number of sequences, such as 50, or share of them, such as 0.5% or 0.005.")
    var minSupport: SupportThreshold

    @Option(help: "Fewest items of a pattern.")
    var minLength = 1

    @Option(help: "Most items of a pattern (default: no bound).")
    var maxLength: Int?

    @Option(help: "Least number of places from an item to the next.")
    var minGap: Int64 = 1

    @Option(help: "Most places from an item to the next (default: no bound).")
    var maxGap: Int64?

    @Option(help: "Most places from the first item to the last (default: no bound).")
    var window: Int64?

    @OptionGroup var bounds: BoundOptions
    @OptionGroup var threads: ThreadOption

    @Option(help: "Lines of the table.")
    var limit = 20

    @Flag(help: "Print counts and time as one JSON object instead of a table.")
    var json = false

    func validate() throws {
        guard minLength >= 1, minLength <= maxLength ?? .max else {
            throw ValidationError("--min-length must be from 1 to --max-length.")
        }
        guard minGap >= 0, minGap <= maxGap ?? .max, window ?? 0 >= 0 else {
            throw ValidationError("--min-gap must be from 0 to --max-gap, and --window 0 or more.")
        }
        if let separator, separator.utf8.count != 1 {
            throw ValidationError("--separator is one ASCII character, such as ,")
        }
    }

    func run() throws {
        try Failure.reporting {
            let clock = ContinuousClock()
            let start = clock.now
            let file = try ItemLineFile(path, separator: separator?.utf8.first)
            let found = SequenceMiner(config(of: file.lines.count)).mine(Sequences(file.lines))
            try write(found, names: file.names, count: file.lines.count, seconds: (clock.now - start) / .seconds(1))
            if let stop = found.stop {
                Failure.warn(stop.explanation)
                throw ExitCode(4)
            }
        }
    }

    private func config(of count: Int) -> SequenceConfig {
        var config = SequenceConfig(minimumSupport: minSupport.count(of: count))
        config.lengths = minLength...(maxLength ?? .max)
        (config.minimumGap, config.maximumGap, config.window) = (minGap, maxGap, window)
        config.threadCount = threads.count
        config.bounds = bounds.bounds
        return config
    }

    private struct Summary: Encodable {
        var lines: Int
        var sequences: Int
        var seconds: Double
        var stopped: String?
    }

    private func write(_ found: FrequentSequences, names: [String], count: Int, seconds: Double) throws {
        if json {
            let seconds = Figures.rounded(seconds, 4)
            return try JSONLine.print(
                Summary(lines: count, sequences: found.count, seconds: seconds, stopped: found.stop?.rawValue))
        }
        var table = TextTable(["lines", "items in order"])
        let order = (0..<found.count).sorted { (found.support(of: $1), $0) < (found.support(of: $0), $1) }
        for position in order.prefix(max(0, limit)) {
            table.add(
                ["\(found.support(of: position))", found[position].map { names[Int($0)] }.joined(separator: ", ")])
        }
        print(table.text)
        print("\(count) lines, \(found.count) sequences in \(Figures.rounded(seconds, 3)) s")
    }
}
