// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mining

struct Bundles: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find two or three items to offer together, with price, margin and how much to save on them.",
        discussion: """
            Reads a store's orders, those of guests included. A bundle is listed when each of its items goes with the \
            others more often than by chance (Fisher's test under --false-discovery), the ones with the most orders \
            beyond chance first.

            Without --min-support, the least number of orders is what leaves a list to choose from: 1 % of them, halved \
            until there are 100 bundles, but never below 10 orders.

            Prices are the items' own, else the mean of what was paid. An item's attribute `cost` gives the margin. \
            The saving is the largest that pays even if everybody who buys the anchor, the bundle's most bought item, \
            takes the bundle: (1 - c) times the margin of the rest, where c is the share of the anchor's orders that \
            hold the rest already. What the bundle sells to others comes on top.

            EXAMPLES
              wicker-train bundles --store shop
              wicker-train bundles --store shop --min-support 0.1% --max-length 2 --limit 100 --json

            EXIT CODES
              0 done; 1 failed; 4 stopped at --memory-limit or --time-limit: what was found so far is printed.
            """)

    @Option(help: ArgumentHelp("The store.", valueName: "dir"))
    var store: String

    @Option(help: "The type of event that is an order line.")
    var event = "purchase"

    @Option(help: "Least number of orders, such as 50, or share of them, such as 0.5% or 0.005 (default: see above).")
    var minSupport: SupportThreshold?

    @Option(help: "Most items of a bundle, 2 or 3.")
    var maxLength = 3

    @Option(help: "Least lift.")
    var minLift = 1.0

    @Option(help: "At most this share of the tested rules may be chance (Benjamini-Hochberg).")
    var falseDiscovery = Share(0.01)

    @OptionGroup var bounds: BoundOptions
    @OptionGroup var threads: ThreadOption

    @Option(help: "Bundles to list.")
    var limit = 20

    @Flag(help: "Print one JSON object instead of a table.")
    var json = false

    func validate() throws {
        guard (2...3).contains(maxLength) else { throw ValidationError("--max-length is 2 or 3.") }
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more.") }
    }

    func run() throws {
        try Failure.reporting {
            let clock = ContinuousClock()
            let start = clock.now
            let orders = try StoreOrders(storeAt: store, event: event)
            let (found, minimum) = mine(orders)
            let report = BundleReport(
                found, minimumSupport: minimum, orders: orders, seconds: (clock.now - start) / .seconds(1))
            if json { try JSONLine.print(report) } else { print(report.text) }
            if let stop = found.stop {
                Failure.warn(stop.explanation)
                throw ExitCode(4)
            }
        }
    }
    /// Without a support, the first of those with enough bundles to choose from.
    private static let (firstShare, enough, leastOrders) = (0.01, 100, 10)

    /// The bundles, and in how many orders they had to be.
    private func mine(_ orders: StoreOrders) -> (FoundBundles, Int) {
        let count = orders.baskets.count
        if let minimum = minSupport?.count(of: count) { return (mine(orders, minimum), minimum) }
        var minimum = SupportThreshold(share: Self.firstShare).count(of: count, atLeast: Self.leastOrders)
        var found = mine(orders, minimum)
        while found.count < Self.enough, minimum > Self.leastOrders, found.stop == nil {
            minimum = max(Self.leastOrders, minimum / 2)
            found = mine(orders, minimum)
        }
        return (found, minimum)
    }

    private func mine(_ orders: StoreOrders, _ minimum: Int) -> FoundBundles {
        var config = BundleMiner.Config(minimumSupport: minimum)
        (config.longest, config.minimumLift, config.listLength) = (maxLength, minLift, limit)
        (config.falseDiscoveryRate, config.threadCount) = (falseDiscovery.value, threads.count)
        config.bounds = bounds.bounds
        return BundleMiner(config).mine(orders.baskets, orders.money)
    }
}
