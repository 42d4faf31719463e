// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC

/// Asks which attributes requirements can be asked of.
public struct DescribeAttributesRequest: WireMessage, MappedMessage, Hashable {
    /// The only such message.
    public init() {}

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__DescribeAttributesRequest>) {
        wicker__v1__describe_attributes_request__init(raw)
    }

    init(_ raw: Wicker__V1__DescribeAttributesRequest, _ reader: FieldReader) throws(FieldError) {}

    func write(to raw: inout Wicker__V1__DescribeAttributesRequest, in arena: Arena) {}

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<DescribeAttributesRequest>()
}

/// What the catalogue says of one attribute.
public struct AttributeDescription: WireMessage, MappedMessage, Hashable {
    /// Its name.
    public var name: String
    /// number, text, flag, list or category; empty for one that was left out.
    public var kind: String
    /// Items that have it.
    public var items: Int
    /// Different words; 0 for numbers and flags.
    public var words: Int
    /// Items that have it with a value of another kind; it cannot be used while there are any.
    public var strays: Int
    /// Why it was left out; nil when it was not.
    public var leftOut: String?

    /// A message out of its fields.
    public init(name: String, kind: String, items: Int, words: Int, strays: Int, leftOut: String? = nil) {
        self.name = name
        self.kind = kind
        self.items = items
        self.words = words
        self.strays = strays
        self.leftOut = leftOut
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__AttributeDescription>) {
        wicker__v1__attribute_description__init(raw)
    }

    init(_ raw: Wicker__V1__AttributeDescription, _ reader: FieldReader) throws(FieldError) {
        name = try reader.text(raw.name, "name")
        kind = try reader.text(raw.kind, "kind")
        items = Int(clamping: raw.items)
        words = Int(clamping: raw.words)
        strays = Int(clamping: raw.strays)
        leftOut = try reader.optionalText(raw.left_out, "left_out")
    }

    func write(to raw: inout Wicker__V1__AttributeDescription, in arena: Arena) {
        (raw.has_name, raw.name) = arena.field(name)
        (raw.has_kind, raw.kind) = arena.field(kind)
        (raw.has_items, raw.items) = arena.field(UInt64(clamping: items))
        (raw.has_words, raw.words) = arena.field(UInt64(clamping: words))
        (raw.has_strays, raw.strays) = arena.field(UInt64(clamping: strays))
        (raw.has_left_out, raw.left_out) = arena.field(leftOut)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<AttributeDescription>()
}

/// The attributes by name.
public struct DescribeAttributesResponse: WireMessage, MappedMessage, Hashable {
    /// The attributes.
    public var attributes: [AttributeDescription]
    /// Items in the catalogue.
    public var items: Int

    /// A message out of its fields.
    public init(attributes: [AttributeDescription] = [], items: Int) {
        self.attributes = attributes
        self.items = items
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__DescribeAttributesResponse>) {
        wicker__v1__describe_attributes_response__init(raw)
    }

    init(_ raw: Wicker__V1__DescribeAttributesResponse, _ reader: FieldReader) throws(FieldError) {
        attributes = try reader.list(raw.attributes, raw.n_attributes, "attributes")
        items = Int(clamping: raw.items)
    }

    func write(to raw: inout Wicker__V1__DescribeAttributesResponse, in arena: Arena) {
        (raw.n_attributes, raw.attributes) = arena.list(attributes)
        (raw.has_items, raw.items) = arena.field(UInt64(clamping: items))
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<DescribeAttributesResponse>()
}
