// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mining

struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Mine a file of baskets, or a store's orders, for frequent item sets and association rules.",
        discussion: """
            A line of a file is a basket, its items separated by white space (or by --separator); plain, gzip or zstd. \
            Every count is exact. Without --min-confidence only item sets are mined; with it, rules “who has the \
            antecedent has the consequent too” as well, from all frequent sets whatever --kind lists.

            With --levels, baskets hold the categories of their items too, so that rules are found between products, \
            between categories (written “Kitchen > Cups > *”), and between both; none has an item together with its own \
            category. --interest leaves out what a rule one level up tells already.

            Of a store, --from and --until choose the time, --every compares windows of time, --segment mines the \
            orders of each value of a user's attribute and shows the lift there beside the lift overall. Orders of guests \
            are in no segment. Beside --baskets, --segments names a file whose lines say each basket's segment. Of a window or segment, a share of --min-support is 5 baskets at least.

            EXAMPLES
              wicker-train rules --baskets baskets.txt --min-support 1%
              wicker-train rules --baskets baskets.txt --min-support 50 --min-confidence 0.5 --sort lift
              wicker-train rules --baskets lines.csv --separator , --min-support 20 --min-confidence 0.3 \\
                --prune --false-discovery 0.05 --csv rules.csv
              wicker-train rules --baskets baskets.txt --min-support 50 --kind closed --json
              wicker-train rules --baskets baskets.txt --min-support 1% --min-confidence 0.5 --report rules.html

              Rules of categories and products:
                wicker-train rules --store shop --min-support 0.5% --min-confidence 30% --levels all --interest 1.1

              How rules change from quarter to quarter, and what is special to a country:
                wicker-train rules --store shop --min-support 1% --min-confidence 30% --from 2011-01-01 --every 91
                wicker-train rules --store shop --min-support 2% --min-confidence 30% --segment country --sort lift
                wicker-train rules --baskets baskets.txt --segments countries.txt --min-support 2% --min-confidence 30%

            EXIT CODES
              0 done; 1 failed; 4 stopped at --memory-limit or --time-limit: what was found so far is printed.
            """)

    @OptionGroup var source: BasketSource
    @OptionGroup(title: "Item sets") var sets: ItemSetOptions
    @OptionGroup(title: "Rules") var rules: RuleOptions
    @OptionGroup(title: "Categories, times and segments") var groups: GroupingOptions
    @OptionGroup(title: "Output") var output: RuleOutputOptions
    @OptionGroup var threads: ThreadOption

    func validate() throws {
        if output.report != nil, rules.minConfidence == nil {
            throw ValidationError("--report shows rules: give --min-confidence.")
        }
        if groups.comparison.isWanted, rules.minConfidence == nil {
            throw ValidationError("--every, --segment and --segments compare rules: give --min-confidence.")
        }
        if groups.levels != nil, sets.kind.kind != .all {
            throw ValidationError("--levels lists all frequent sets: leave --kind out.")
        }
        if rules.interest != nil, groups.levels == nil {
            throw ValidationError("--interest compares rules with those of categories: give --levels.")
        }
    }

    func run() throws {
        try Failure.reporting {
            let clock = ContinuousClock()
            let start = clock.now
            var found = try mine(try groups.comparison.selected(try source.read(threads: threads.count)))
            found.seconds = (clock.now - start) / .seconds(1)
            try output.write(found)
            if let stop = found.stop {
                let lacksRules = rules.minConfidence != nil && found.rules == nil
                Failure.warn(stop.explanation + (lacksRules ? "; rules need all of them" : ""))
                throw ExitCode(4)
            }
        }
    }

    private func mine(_ named: NamedBaskets) throws -> MinedBaskets {
        let (named, hierarchy) = try groups.levels?.extended(named) ?? (named, nil)
        let study = RuleStudy(
            named: named, hierarchy: hierarchy, sets: sets, rules: rules, threadCount: threads.count)
        guard groups.comparison.isWanted, let minimum = rules.minConfidence else { return study.plain() }
        return try study.compared(by: groups.comparison, minimum)
    }
}

/// What is mined beside items, and what rules are compared by.
struct GroupingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Mine categories too: all, or some levels from 1, the root's, and items, such as 1,2 or 2,items.",
            valueName: "levels"))
    var levels: CategoryLevels?

    @OptionGroup var comparison: ComparisonOptions
}
