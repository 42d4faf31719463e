// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What every command that asks for a list takes.
struct ListArguments: ParsableArguments {
    @Option(help: "Length of the list, 1 to 1,000.")
    var limit = 10

    @Option(help: "An item never to return; may be given several times.")
    var exclude: [String] = []

    @Flag(help: "Also return items that are out of stock.")
    var includeOutOfStock = false
}
