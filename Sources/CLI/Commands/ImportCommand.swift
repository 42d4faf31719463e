// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Import
import Store

/// `wicker import`.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read a shop's files into the store, also beside a live server.",
        discussion: """
            TSV, CSV and JSON Lines, plain, gzip or zstd. Columns are found by the header:
              events  user item type timestamp value quantity price order session event_id
              items   item title category brand price stock available_from available_until variant_group tags text
                      hidden; any other column becomes an attribute
              users   user; any other column becomes an attribute
              orders  order item user timestamp quantity price; a negative quantity is a return
            Interrupted and repeated, it goes on where it was. Bad rows are written to a rejects file and counted.

              wicker import --store shop --events clicks.tsv.zst --items items.csv
              wicker import --store shop --events ratings.tsv --columns user,item,value,timestamp --type rating
              wicker import --store shop --orders lines.csv \\
                --columns order=InvoiceNo,item=StockCode,user=CustomerID,quantity=Quantity,price=UnitPrice,timestamp=InvoiceDate
            """)

    @Option(help: "Folder of the store; made when it is missing.")
    var store: String

    @Option(help: "A file of events, or - for standard input; may be given several times.")
    var events: [String] = []

    @Option(help: "A file of items; may be given several times.")
    var items: [String] = []

    @Option(help: "A file of users; may be given several times.")
    var users: [String] = []

    @Option(help: "A file of order lines; may be given several times.")
    var orders: [String] = []

    @Option(
        help: """
            Which column is what: item=StockCode,user=CustomerID where a header has other names, or user,item,-,timestamp \
            where there is none (- skips one). For events and orders; for items or users when only those are given.
            """)
    var columns: String?

    @Option(help: "The same for items.")
    var itemColumns: String?

    @Option(help: "The same for users.")
    var userColumns: String?

    @Option(help: "tsv, csv or jsonl; default by the file's name.")
    var format: ImportFile.Format?

    @Option(help: "Type of events whose row names none; default view, and purchase for orders.")
    var type: String?

    @Option(help: "A column of items or users that is a list with | between; may be given several times.")
    var listColumn: [String] = []

    @Option(help: "A column of items or users that stays text even where it looks like a number.")
    var textColumn: [String] = []

    @Option(help: "Where bad rows go; default FILE.rejects.tsv in the current folder.")
    var rejects: String?

    @Flag(help: "Import nothing when any row is bad.")
    var strict = false

    @Flag(help: "Import files that were imported before once more.")
    var again = false

    @Flag(help: "Print one JSON object.")
    var json = false

    mutating func validate() throws {
        if events.isEmpty, items.isEmpty, users.isEmpty, orders.isEmpty {
            throw ValidationError("nothing to import: give --events, --items, --users or --orders")
        }
    }

    func run() throws {
        let store = try ShopStore.open(at: store, as: .writer, creating: true)
        let bar = ProgressBar()
        let importer = Importer(store: store, options: options, observer: Self.observer(bar))
        let summary = try importer.run(try files())
        bar.clear()
        try ImportOutput(summary).print(asJSON: json)
        if strict, summary.rejected > 0 { throw ExitCode.failure }
    }

    private static func observer(_ bar: ProgressBar) -> ImportObserver {
        var observer = ImportObserver()
        observer.progress = { progress in
            let rate = Int(progress.rowsPerSecond)
            bar.draw(fraction: progress.fraction, "\(progress.file): \(progress.rows) rows, \(rate) a second")
        }
        observer.rejected = { row in
            bar.clear()
            printError("\(row)")
        }
        observer.note = { note in
            bar.clear()
            printError(note)
        }
        return observer
    }

    private var options: ImportOptions {
        var options = ImportOptions()
        options.defaultType = type
        options.listColumns = Set(listColumn)
        options.textColumns = Set(textColumn)
        options.rejectsPath = rejects
        options.isStrict = strict
        options.importsAgain = again
        return options
    }

    /// Items and users first, so that events find them known.
    private func files() throws -> [ImportFile] {
        let onlyCatalogue = events.isEmpty && orders.isEmpty
        let ofEvents = try columns.map { try ColumnMapping(parsing: $0) } ?? .header
        let ofItems = try (itemColumns ?? (onlyCatalogue ? columns : nil)).map { try ColumnMapping(parsing: $0) }
        let ofUsers = try (userColumns ?? (onlyCatalogue ? columns : nil)).map { try ColumnMapping(parsing: $0) }
        return items.map { ImportFile(path: $0, kind: .items, format: format, columns: ofItems ?? .header) }
            + users.map { ImportFile(path: $0, kind: .users, format: format, columns: ofUsers ?? .header) }
            + events.map { ImportFile(path: $0, kind: .events, format: format, columns: ofEvents) }
            + orders.map { ImportFile(path: $0, kind: .orders, format: format, columns: ofEvents) }
    }
}

extension ImportFile.Format: ExpressibleByArgument {}
