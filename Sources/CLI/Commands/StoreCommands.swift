// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Store

/// `wicker backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store as it is at one moment, also beside a live server.",
        discussion: "  wicker backup --store shop --to shop-2026-01-31")

    @Option(help: "Folder of the store.")
    var store: String

    @Option(name: .customLong("to"), help: "Folder of the copy; must not hold a store yet.")
    var target: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try ShopStore.open(at: store, as: .reader).backup(to: target)
        if json { return try printJSON(["store": store, "backup": target]) }
        print("\(store) is saved in \(target)")
    }
}

/// `wicker restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a store from a backup.",
        discussion: "  wicker restore --from shop-2026-01-31 --store shop")

    @Option(name: .customLong("from"), help: "Folder of the backup.")
    var source: String

    @Option(help: "Folder of the new store; must not hold a store yet.")
    var store: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try ShopStore.restore(from: source, to: store)
        if json { return try printJSON(["store": store, "backup": source]) }
        print("\(store) holds what \(source) held")
    }
}
