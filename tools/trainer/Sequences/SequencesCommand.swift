// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mining

struct SequencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sequences",
        abstract: "Mine a file of sequences, or a store's customers, for what often follows what.",
        discussion: """
            A line of a file is a sequence, its items in order, separated by white space (or by --separator); plain, \
            gzip or zstd. Of a store, each customer's purchases in time are a sequence; those of one moment do not \
            follow one another. A pattern occurs when its items stand there in this order, whatever stands between \
            them unless --max-gap or --window says otherwise. Gaps count places of a file, days of a store. Every \
            count is exact.

            With --min-confidence, rules are listed: of those with the front, that share has the last item later, \
            within the gaps. Lift compares with the share of all sequences that hold the last item at all. Delays are \
            quartiles of the shortest wait.

            EXAMPLES
              wicker-train sequences --sequences visits.txt --min-support 1%
              wicker-train sequences --sequences visits.txt --min-support 50 --max-gap 3 --min-length 2 --limit 50

              Who buys this, and within a week that:
                wicker-train sequences --store shop --min-support 1% --max-gap 7 --min-confidence 30% --csv rules.csv

            EXIT CODES
              0 done; 1 failed; 4 stopped at --memory-limit or --time-limit: what was found so far is printed.
            """)

    @OptionGroup var source: SequenceSource

    @Option(help: "Least number of sequences, such as 50, or share of them, such as 0.5% or 0.005.")
    var minSupport: SupportThreshold

    @Option(help: "Fewest items of a pattern.")
    var minLength = 1

    @Option(help: "Most items of a pattern (default: no bound).")
    var maxLength: Int?

    @Option(help: "Least distance from an item to the next, in places or days (default: later).")
    var minGap: Double?

    @Option(help: "Most from an item to the next (default: no bound).")
    var maxGap: Double?

    @Option(help: "Most from the first item to the last (default: no bound).")
    var window: Double?

    @OptionGroup var rules: SequentialRuleOptions
    @OptionGroup var bounds: BoundOptions
    @OptionGroup var threads: ThreadOption
    @OptionGroup var output: SequenceOutput

    func validate() throws {
        guard minLength >= 1, minLength <= maxLength ?? .max else {
            throw ValidationError("--min-length must be from 1 to --max-length.")
        }
        for gap in [minGap, maxGap, window].compactMap({ $0 }) {
            guard (0...1e9).contains(gap) else { throw ValidationError("Gaps are from 0 to 1000000000.") }
            guard source.store != nil || gap == gap.rounded() else {
                throw ValidationError("Gaps of a file are whole numbers of places.")
            }
        }
        guard minGap ?? 0 <= maxGap ?? .infinity else {
            throw ValidationError("--min-gap must be from 0 to --max-gap.")
        }
        guard rules.minConfidence == nil || minLength == 1 else {
            throw ValidationError("Rules need the patterns in front of theirs: leave --min-length out.")
        }
    }

    func run() throws {
        try Failure.reporting {
            let clock = ContinuousClock()
            let start = clock.now
            let named = try source.read(threads: threads.count)
            let patterns = SequenceMiner(config(of: named)).mine(named.sequences)
            let found = MinedSequences(
                named: named, patterns: patterns, rules: rules.rules(of: patterns, count: named.sequences.count),
                seconds: (clock.now - start) / .seconds(1))
            try output.write(found)
            if let stop = patterns.stop {
                Failure.warn(stop.explanation)
                throw ExitCode(4)
            }
        }
    }

    private func config(of named: NamedSequences) -> SequenceConfig {
        var config = SequenceConfig(minimumSupport: minSupport.count(of: named.sequences.count))
        config.lengths = minLength...(maxLength ?? .max)
        func times(_ gap: Double) -> Int64 { Int64((gap * Double(named.unit)).rounded()) }
        if let minGap { config.minimumGap = times(minGap) }
        (config.maximumGap, config.window) = (maxGap.map(times), window.map(times))
        config.measuresDelays = rules.minConfidence != nil
        config.threadCount = threads.count
        config.bounds = bounds.bounds
        return config
    }
}

/// Which rules of sequences.
struct SequentialRuleOptions: ParsableArguments {
    @Option(help: "List rules of that confidence or more, from 0 to 1 or in per cent.")
    var minConfidence: Share?

    @Option(help: "Least lift of a rule.")
    var minLift = 0.0

    func rules(of patterns: FrequentSequences, count: Int) -> SequentialRules? {
        minConfidence.map {
            SequentialRules(
                patterns, sequenceCount: count, minimumConfidence: $0.value, minimumLift: minLift)
        }
    }
}
