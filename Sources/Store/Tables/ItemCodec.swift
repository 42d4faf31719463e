// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// An item without its id.
///
/// ```
/// | version u8 | flags u8 | price? f64 | stock? i64 | from? i64 | until? i64 | title | brand | variant group | text |
/// | category | tags | attributes |
/// ```
/// Little-endian; single texts have a u32 length, those of lists a u16 one. A flag's bit says whether the part is there.
enum ItemCodec {
    private static let version: UInt8 = 1

    private struct Parts: OptionSet {
        let rawValue: UInt8
        static let price = Parts(rawValue: 1)
        static let stock = Parts(rawValue: 2)
        static let from = Parts(rawValue: 4)
        static let until = Parts(rawValue: 8)
        static let hidden = Parts(rawValue: 16)
        static let all = Parts(rawValue: 31)
    }

    static func encode(_ item: Item) -> [UInt8] {
        var writer = ByteWriter()
        writer.put(version)
        writer.put(parts(of: item).rawValue)
        if let price = item.price { writer.put(price) }
        if let stock = item.stock { writer.put(stock) }
        if let from = item.availableFrom { writer.put(from.milliseconds) }
        if let until = item.availableUntil { writer.put(until.milliseconds) }
        for text in [item.title, item.brand, item.variantGroup, item.text] { writer.put(text, length: UInt32.self) }
        writer.put(item.category)
        writer.put(item.tags)
        AttributeCodec.encode(item.attributes, into: &writer)
        return writer.bytes
    }

    private static func parts(of item: Item) -> Parts {
        var parts: Parts = []
        if item.price != nil { parts.insert(.price) }
        if item.stock != nil { parts.insert(.stock) }
        if item.availableFrom != nil { parts.insert(.from) }
        if item.availableUntil != nil { parts.insert(.until) }
        if item.isHidden { parts.insert(.hidden) }
        return parts
    }

    /// Nil when the bytes are not exactly one item.
    static func decode(_ bytes: UnsafeRawBufferPointer, id: String) -> Item? {
        var reader = ByteReader(bytes)
        guard reader.integer(UInt8.self) == version, let flags = reader.integer(UInt8.self) else { return nil }
        let parts = Parts(rawValue: flags)
        guard Parts.all.isSuperset(of: parts) else { return nil }
        var item = Item(id: id)
        item.isHidden = parts.contains(.hidden)
        guard numbers(parts, of: &item, from: &reader), texts(of: &item, from: &reader) else { return nil }
        return reader.rest.isEmpty ? item : nil
    }

    private static func numbers(_ parts: Parts, of item: inout Item, from reader: inout ByteReader) -> Bool {
        if parts.contains(.price) {
            guard let price = reader.number() else { return false }
            item.price = price
        }
        if parts.contains(.stock) {
            guard let stock = reader.integer(Int64.self) else { return false }
            item.stock = stock
        }
        if parts.contains(.from) {
            guard let from = reader.integer(Int64.self) else { return false }
            item.availableFrom = Timestamp(milliseconds: from)
        }
        if parts.contains(.until) {
            guard let until = reader.integer(Int64.self) else { return false }
            item.availableUntil = Timestamp(milliseconds: until)
        }
        return true
    }

    private static func texts(of item: inout Item, from reader: inout ByteReader) -> Bool {
        guard let title = reader.text(UInt32.self), let brand = reader.text(UInt32.self),
            let variantGroup = reader.text(UInt32.self), let text = reader.text(UInt32.self),
            let category = reader.texts(), let tags = reader.texts(),
            let attributes = AttributeCodec.decode(&reader)
        else { return false }
        (item.title, item.brand, item.variantGroup, item.text) = (title, brand, variantGroup, text)
        (item.category, item.tags, item.attributes) = (category, tags, attributes)
        return true
    }
}

/// A user without their id: a version byte, then the attributes.
enum UserCodec {
    private static let version: UInt8 = 1

    static func encode(_ user: User) -> [UInt8] {
        var writer = ByteWriter()
        writer.put(version)
        AttributeCodec.encode(user.attributes, into: &writer)
        return writer.bytes
    }

    /// Nil when the bytes are not exactly one user.
    static func decode(_ bytes: UnsafeRawBufferPointer, id: String) -> User? {
        var reader = ByteReader(bytes)
        guard reader.integer(UInt8.self) == version, let attributes = AttributeCodec.decode(&reader),
            reader.rest.isEmpty
        else { return nil }
        var user = User(id: id)
        user.attributes = attributes
        return user
    }
}
