// SPDX-License-Identifier: Apache-2.0

/// The columns of one kind of file that have a meaning of their own.
protocol KnownColumns: RawRepresentable<Int>, CaseIterable, Sendable {
    /// Every name that a file may use, with what it stands for.
    static var names: [(name: String, column: Self)] { get }
    /// Whether other columns become attributes; where not, they are left out with a note.
    static var keepsOthers: Bool { get }
}

extension KnownColumns {
    /// The column of that name; nil for another.
    static func named(_ name: String) -> Self? { names.first { $0.name == name }?.column }

    /// What messages call it.
    var name: String { Self.names.first { $0.column == self }?.name ?? "" }
}

/// Columns of events and order lines.
enum EventColumn: Int, KnownColumns, Equatable {
    case user, item, type, timestamp, value, quantity, price, order, session, eventID

    /// A column `rating` is a value whose event is a rating.
    static let rating = "rating"

    static let names: [(name: String, column: EventColumn)] = [
        ("user", .user), ("item", .item), ("type", .type), ("timestamp", .timestamp), ("value", .value),
        (rating, .value), ("quantity", .quantity), ("price", .price), ("order", .order), ("session", .session),
        ("event_id", .eventID),
    ]

    static let keepsOthers = false
}

/// Columns of items.
enum ItemColumn: Int, KnownColumns, Equatable {
    case id, title, category, brand, price, stock, availableFrom, availableUntil, variantGroup, tags, text, hidden

    static let names: [(name: String, column: ItemColumn)] = [
        ("id", .id), ("item", .id), ("title", .title), ("category", .category), ("brand", .brand), ("price", .price),
        ("stock", .stock), ("available_from", .availableFrom), ("available_until", .availableUntil),
        ("variant_group", .variantGroup), ("tags", .tags), ("text", .text), ("hidden", .hidden),
    ]

    static let keepsOthers = true
}

/// Columns of users.
enum UserColumn: Int, KnownColumns, Equatable {
    case id

    static let names: [(name: String, column: UserColumn)] = [("id", .id), ("user", .id)]

    static let keepsOthers = true
}

extension ImportFile.Kind {
    /// Columns without which no row makes sense.
    var requiredColumns: [String] {
        switch self {
        case .events: ["user", "item"]
        case .orders: ["order", "item"]
        case .items, .users: ["id"]
        }
    }

    /// Columns that stand in for a required one: where every event has a session, all may be of guests.
    var substitutes: [String: String] { self == .events ? ["user": "session"] : [:] }
}
