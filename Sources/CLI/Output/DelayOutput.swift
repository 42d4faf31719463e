// SPDX-License-Identifier: Apache-2.0

import Shop

/// When a rule's consequent follows, in days, as commands print it.
struct DelayOutput: Encodable {
    var within: Float
    var lower: Float
    var median: Float
    var upper: Float

    init(_ delay: RuleDelay) {
        (within, lower, median, upper) = (delay.within, delay.lower, delay.median, delay.upper)
    }

    /// For a cell of a table.
    var text: String {
        [lower, median, upper].map { Double($0).text(decimals: 1) }.joined(separator: " / ") + " of "
            + Double(within).text(decimals: within == within.rounded() ? 0 : 1)
    }

    /// Heading of such cells.
    static let heading = "days after (quartiles)"
}
