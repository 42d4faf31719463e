// SPDX-License-Identifier: Apache-2.0

/// How much there is, what comes next, and what has changed; one record of `meta`, native byte order.
struct Counters: BitwiseCopyable, Equatable, Sendable {
    /// The index the next new user gets.
    var nextUser: UInt64 = 0
    /// The index the next new item gets.
    var nextItem: UInt64 = 0
    /// The sequence number the next event gets.
    var nextSequence: UInt64 = 0
    /// Users known.
    var users: UInt64 = 0
    /// Items in the catalogue.
    var items: UInt64 = 0
    /// Events in the log.
    var events: UInt64 = 0
    /// Orders with at least one line.
    var orders: UInt64 = 0
    /// Counts the transactions that changed an item.
    var itemRevision: UInt64 = 0
    /// Counts the transactions that changed a user's attributes, or added or removed one.
    var userRevision: UInt64 = 0
    /// Counts the transactions that took a user's name away.
    var forgetRevision: UInt64 = 0
}

/// Names of the records in `meta`.
enum MetaKey {
    static let schema = "schema"
    static let identity = "identity"
    static let counters = "counters"
    static let ownTypes = "event-types"
    static func mark(_ file: String) -> String { "import:" + file }
}

/// The layout this program reads and writes.
enum Schema {
    static let version: UInt32 = 1
}
