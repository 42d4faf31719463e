// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Reads what a file says of items or users into memory: what a comparison of recommenders needs beside events.
///
/// Rows are read as an import reads them, strictly: one bad row, and nothing is returned.
public enum DescriptionFile {
    /// The items of a TSV, CSV or JSON-lines file, in its order.
    ///
    /// - Throws: ``ImportError`` naming file, line and field.
    public static func items(at path: String) throws(ImportError) -> [Item] {
        let destination = Collector()
        try read(ImportFile(path: path, kind: .items), into: destination)
        return destination.items
    }

    /// The users of a TSV, CSV or JSON-lines file, in its order.
    ///
    /// - Throws: ``ImportError`` naming file, line and field.
    public static func users(at path: String) throws(ImportError) -> [User] {
        let destination = Collector()
        try read(ImportFile(path: path, kind: .users), into: destination)
        return destination.users
    }

    private static func read(_ file: ImportFile, into destination: Collector) throws(ImportError) {
        var options = ImportOptions()
        options.isStrict = true
        _ = try Importer(destination: destination, options: options, observer: ImportObserver()).run([file])
    }

    /// Keeps what is read.
    private final class Collector: ImportDestination {
        var items: [Item] = []
        var users: [User] = []

        func rowsImported(of fingerprint: String) throws(ImportError) -> Int { 0 }

        func append(_ events: [Event], marking mark: FileMark?) throws(ImportError) -> BatchReceipt { BatchReceipt() }

        func put(items: [Item]) throws(ImportError) -> BatchReceipt {
            self.items += items
            return BatchReceipt(accepted: items.count)
        }

        func put(users: [User]) throws(ImportError) -> BatchReceipt {
            self.users += users
            return BatchReceipt(accepted: users.count)
        }
    }
}
