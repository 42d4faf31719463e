// SPDX-License-Identifier: Apache-2.0

public import Shop

/// One thing to do to the store.
public enum StoreChange: Sendable {
    /// Keeps events; those whose id is known count as duplicates.
    case append([Event])
    /// Adds items to the catalogue, or replaces them.
    case putItems([Item])
    /// Adds users, or replaces their attributes.
    case putUsers([User])
    /// Takes items out of the catalogue; their events stay.
    case deleteItems([String])
    /// Removes a user, all their events and their attributes.
    case forgetUser(String)

    /// How many things it carries.
    public var count: Int {
        switch self {
        case .append(let events): events.count
        case .putItems(let items): items.count
        case .putUsers(let users): users.count
        case .deleteItems(let ids): ids.count
        case .forgetUser: 1
        }
    }
}

/// What a change came to, case for case.
public enum ChangeReceipt: Hashable, Sendable {
    /// Of `append`.
    case appended(AppendReceipt)
    /// Of `putItems` and `putUsers`.
    case put(PutReceipt)
    /// Of `deleteItems`.
    case deleted(DeletionReceipt)
    /// Of `forgetUser`.
    case forgotten(ForgetReceipt)
}

/// One thing of a batch that was refused, the rest being kept.
public struct Rejection: Hashable, Sendable {
    /// Its position in the batch, from 0.
    public var index: Int
    /// The field that is wrong, such as `item`.
    public var field: String
    /// What is wrong with it and what would be right.
    public var reason: String

    /// Names a field and what is wrong with it.
    public init(index: Int, field: String, reason: String) {
        self.index = index
        self.field = field
        self.reason = reason
    }
}

/// What became of a batch of events.
public struct AppendReceipt: Hashable, Sendable {
    /// Events now durable because of this call.
    public var accepted = 0
    /// Events whose id was known already.
    public var duplicates = 0
    /// Events refused, in order.
    public var rejections: [Rejection] = []

    /// Nothing yet.
    public init() {}
}

/// What became of a batch of items or users.
public struct PutReceipt: Hashable, Sendable {
    /// Those now durable.
    public var accepted = 0
    /// Those refused, in order.
    public var rejections: [Rejection] = []

    /// Nothing yet.
    public init() {}
}

/// What became of a request to take items out.
public struct DeletionReceipt: Hashable, Sendable {
    /// Items that were in the catalogue and no longer are.
    public var deleted = 0
    /// Ids the catalogue did not hold.
    public var missing: [String] = []

    /// Nothing yet.
    public init() {}
}

/// What became of a request to forget a user.
public struct ForgetReceipt: Hashable, Sendable {
    /// False when the user was not known.
    public var isKnown = false
    /// Events removed from the log.
    public var eventsRemoved = 0

    /// Nothing yet.
    public init() {}
}

/// How far into a file an import has come, kept in the same transaction as the events themselves.
public struct ImportMark: Hashable, Sendable {
    /// Names the file by what is in it, 1-400 bytes.
    public var file: String
    /// Rows of it that are in the store.
    public var rows: UInt64

    /// A file and how many of its rows are done.
    public init(file: String, rows: UInt64) {
        self.file = file
        self.rows = rows
    }
}
