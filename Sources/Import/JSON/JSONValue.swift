// SPDX-License-Identifier: Apache-2.0

/// A JSON value whose text still lies in the row, or in the parser's scratch: valid until the next row is read.
enum JSONValue {
    case null
    case flag(Bool)
    /// The number as written, so that an id of many digits stays what it is.
    case number(UnsafeRawBufferPointer)
    /// The text with its escapes resolved; not known to be UTF-8 yet.
    case text(UnsafeRawBufferPointer)
    case list([JSONValue])
    case object([JSONMember])

    /// What messages call it.
    var kind: String {
        switch self {
        case .null: "null"
        case .flag: "a flag"
        case .number: "a number"
        case .text: "text"
        case .list: "a list"
        case .object: "an object"
        }
    }
}

/// One key of an object and its value.
struct JSONMember {
    var key: String
    var value: JSONValue
}
