// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Import
import Mining

struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Mine a file of baskets for frequent item sets and association rules.",
        discussion: """
            A line is a basket, its items separated by white space (or by --separator); plain, gzip or zstd. Every count \
            is exact. Without --min-confidence only item sets are mined; with it, rules “who has the antecedent has the \
            consequent too” as well, from all frequent sets whatever --kind lists.

            EXAMPLES
              wicker-train rules --baskets baskets.txt --min-support 1%
              wicker-train rules --baskets baskets.txt --min-support 50 --min-confidence 0.5 --sort lift
              wicker-train rules --baskets lines.csv --separator , --min-support 20 --min-confidence 0.3 \\
                --prune --false-discovery 0.05 --csv rules.csv
              wicker-train rules --baskets baskets.txt --min-support 50 --kind closed --json
              wicker-train rules --baskets baskets.txt --min-support 1% --min-confidence 0.5 --report rules.html

            EXIT CODES
              0 done; 1 failed; 4 stopped at --memory-limit or --time-limit: what was found so far is printed.
            """)

    @Option(
        name: .customLong("baskets"), help: ArgumentHelp("Baskets to mine; - for standard input.", valueName: "file"))
    var path: String

    @Option(help: "Character between two items of a line (default: white space).")
    var separator: String?

    @OptionGroup(title: "Item sets") var sets: ItemSetOptions
    @OptionGroup(title: "Rules") var rules: RuleOptions
    @OptionGroup(title: "Output") var output: RuleOutputOptions
    @OptionGroup var threads: ThreadOption

    func validate() throws {
        if output.report != nil, rules.minConfidence == nil {
            throw ValidationError("--report shows rules: give --min-confidence.")
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
            let baskets = Baskets(file.lines)
            let config = try sets.config(basketCount: baskets.count, threadCount: threads.count)
            let listed = ItemSetMiner(config).mine(baskets)
            var found = MinedBaskets(names: file.names, basketCount: baskets.count, sets: listed)
            if let minimum = rules.minConfidence, listed.stop == nil {
                var all = config
                (all.kind, all.lengths) = (.all, 1...config.lengths.upperBound)
                let frequent = config == all ? listed : ItemSetMiner(all).mine(baskets)
                found.stop = frequent.stop
                found.rules = RuleMiner(rules.config(minimum, threadCount: threads.count))
                    .rules(from: frequent, basketCount: baskets.count)
            }
            found.seconds = (clock.now - start) / .seconds(1)
            try output.write(found)
            if let stop = found.stop {
                Failure.warn(stop.explanation)
                throw ExitCode(4)
            }
        }
    }
}

/// Which item sets, and what finding them may cost.
struct ItemSetOptions: ParsableArguments {
    @Option(help: "Least number of baskets, such as 50, or share of them, such as 0.5% or 0.005.")
    var minSupport: SupportThreshold

    @Option(help: "Which frequent sets to list: all, closed or maximal.")
    var kind = SetKind()

    @Option(help: "Fewest items of a set.")
    var minLength = 1

    @Option(help: "Most items of a set, and of a rule together (default: no bound).")
    var maxLength: Int?

    @OptionGroup var bounds: BoundOptions

    func validate() throws {
        guard minLength >= 1, minLength <= maxLength ?? .max else {
            throw ValidationError("--min-length must be from 1 to --max-length.")
        }
    }

    func config(basketCount: Int, threadCount: Int) throws -> ItemSetConfig {
        var config = ItemSetConfig(minimumSupport: minSupport.count(of: basketCount))
        config.kind = kind.kind
        config.lengths = minLength...(maxLength ?? .max)
        config.threadCount = threadCount
        config.bounds = bounds.bounds
        return config
    }
}

/// What a search may cost.
struct BoundOptions: ParsableArguments {
    @Option(help: "Stop when the results take that many MiB.")
    var memoryLimit = 2_048

    @Option(help: "Stop after that many seconds (default: never).")
    var timeLimit: Double?

    func validate() throws {
        guard (1...1_048_576).contains(memoryLimit) else {
            throw ValidationError("--memory-limit must be from 1 to 1048576 MiB.")
        }
        guard timeLimit ?? 1 > 0 else { throw ValidationError("--time-limit must be above 0 seconds.") }
    }

    var bounds: MiningBounds {
        var bounds = MiningBounds()
        bounds.byteCount = memoryLimit << 20
        bounds.duration = timeLimit.map { .seconds($0) }
        return bounds
    }
}

/// Which rules.
struct RuleOptions: ParsableArguments {
    @Option(help: "Mine rules too, of that confidence or more, from 0 to 1 or in per cent.")
    var minConfidence: Share?

    @Option(help: "Least lift; 1 keeps what occurs together more often than by chance.")
    var minLift = 0.0

    @Option(help: "Most items of a consequent.")
    var consequentLength = 1

    @Flag(help: "List rules with nothing in front, too.")
    var emptyAntecedent = false

    @Flag(help: "Leave out a rule when a shorter one with the same consequent is as confident.")
    var prune = false

    @Option(help: "Keep rules by Fisher's exact test so that at most this share is chance (Benjamini-Hochberg).")
    var falseDiscovery: Share?

    func config(_ minimum: Share, threadCount: Int) -> RuleConfig {
        var config = RuleConfig()
        config.minimumConfidence = minimum.value
        config.minimumLift = minLift
        config.consequentLength = max(1, consequentLength)
        config.allowsEmptyAntecedent = emptyAntecedent
        config.prunesRedundant = prune
        config.falseDiscoveryRate = falseDiscovery?.value
        config.threadCount = threadCount
        return config
    }
}

/// Which of the frequent sets, by name.
struct SetKind: ExpressibleByArgument {
    var kind = ItemSetConfig.Kind.all

    init() {}

    init?(argument: String) {
        guard let kind = ItemSetConfig.Kind(rawValue: argument) else { return nil }
        self.kind = kind
    }

    var defaultValueDescription: String { kind.rawValue }
    static var allValueStrings: [String] { ItemSetConfig.Kind.allCases.map(\.rawValue) }
}

extension MiningStop {
    /// What a user is told.
    var explanation: String {
        let bound = self == .memory ? "--memory-limit" : "--time-limit"
        return "stopped at \(bound): the sets found so far are not all; raise --min-support or \(bound)"
    }
}

/// A share, written 0.05 or 5%.
struct Share: ExpressibleByArgument {
    var value: Double

    init(_ value: Double) { self.value = value }

    init?(argument: String) {
        let isPercent = argument.hasSuffix("%")
        guard let number = Double(isPercent ? argument.dropLast() : argument[...]) else { return nil }
        value = isPercent ? number / 100 : number
        guard (0...1).contains(value) else { return nil }
    }
}

/// A number of baskets, written 50, 0.005 or 0.5%.
struct SupportThreshold: ExpressibleByArgument {
    private enum Threshold {
        case count(Int)
        case share(Double)
    }

    private let threshold: Threshold

    init(share: Double) { threshold = .share(share) }

    init?(argument: String) {
        if let count = Int(argument) {
            guard count >= 1 else { return nil }
            threshold = .count(count)
        } else {
            guard let share = Share(argument: argument), share.value > 0 else { return nil }
            threshold = .share(share.value)
        }
    }

    /// The least number of that many baskets: a share is rounded up.
    func count(of baskets: Int) -> Int {
        switch threshold {
        case .count(let count): count
        case .share(let share): max(1, Int((share * Double(baskets) - 1e-9).rounded(.up)))
        }
    }
}
