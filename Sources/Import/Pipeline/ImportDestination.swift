// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Where imported values go: the store, or in tests one that fails on purpose.
protocol ImportDestination {
    /// Rows of that file that are in already; 0 for one not known.
    func rowsImported(of fingerprint: String) throws(ImportError) -> Int

    /// Keeps events, and in the same transaction how far their file has come.
    func append(_ events: [Event], marking mark: FileMark?) throws(ImportError) -> BatchReceipt

    /// Adds or replaces items, in one transaction.
    func put(items: [Item]) throws(ImportError) -> BatchReceipt

    /// Adds or replaces users, in one transaction.
    func put(users: [User]) throws(ImportError) -> BatchReceipt
}

/// How far into a file an import has come.
struct FileMark: Equatable {
    var fingerprint: String
    var rows: Int
}

/// What became of a batch.
struct BatchReceipt {
    var accepted = 0
    var duplicates = 0
    /// Values refused, by their position in the batch.
    var refused: [(index: Int, problem: RowProblem)] = []
}
