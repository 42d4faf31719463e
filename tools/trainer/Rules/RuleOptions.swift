// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mining

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

    func config(least: Int, threadCount: Int) -> ItemSetConfig {
        var config = ItemSetConfig(minimumSupport: least)
        config.kind = kind.kind
        config.lengths = minLength...(maxLength ?? .max)
        config.threadCount = threadCount
        config.bounds = bounds.bounds
        return config
    }
}

/// What a search may cost.
struct BoundOptions: ParsableArguments {
    @Option(help: "Stop when the results take that many MiB; putting them together takes as much again.")
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

    @Option(
        help: "With --levels: keep a rule only if support or confidence is that many times what more general ones tell."
    )
    var interest: Double?

    func validate() throws {
        guard interest ?? 1 > 0 else { throw ValidationError("--interest must be above 0, such as 1.1.") }
    }

    func config(_ minimum: Share, threadCount: Int) -> RuleConfig {
        var config = RuleConfig()
        config.minimumConfidence = minimum.value
        config.minimumLift = minLift
        config.consequentLength = max(1, consequentLength)
        config.allowsEmptyAntecedent = emptyAntecedent
        config.prunesRedundant = prune
        config.falseDiscoveryRate = falseDiscovery?.value
        config.minimumInterest = interest
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
