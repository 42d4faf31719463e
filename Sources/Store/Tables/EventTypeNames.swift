// SPDX-License-Identifier: Apache-2.0

public import Shop

/// The codes and names of event types: the known ones, and the shop's own in the order in which they came up.
public struct EventTypeNames: Hashable, Sendable {
    /// Own types a store keeps.
    public static let ownLimit = 200

    private(set) var own: [String]

    init(own: [String] = []) { self.own = own }

    /// The shop's own names, by code from `EventType.firstOwn`.
    public var ownNames: [String] { own }

    /// The name of a type; nil for a code never given.
    public func name(of type: EventType) -> String? {
        let code = Int(type.rawValue)
        if code < EventType.knownNames.count { return EventType.knownNames[code] }
        let position = code - Int(EventType.firstOwn)
        return own.indices.contains(position) ? own[position] : nil
    }

    /// The type of a name, compared byte by byte; nil for a name never seen.
    public func type(named name: String) -> EventType? {
        if let position = EventType.knownNames.firstIndex(where: { $0.hasSameBytes(as: name) }) {
            return EventType(rawValue: UInt8(position))
        }
        let position = own.firstIndex { $0.hasSameBytes(as: name) }
        return position.map { EventType(rawValue: EventType.firstOwn + UInt8($0)) }
    }

    /// Gives a new name a code; nil when there are too many.
    mutating func add(_ name: String) -> EventType? {
        guard own.count < Self.ownLimit else { return nil }
        own.append(name)
        return EventType(rawValue: EventType.firstOwn + UInt8(own.count - 1))
    }
}

extension EventTypeNames {
    /// The own names as bytes: a count, then each with its length.
    var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.put(own)
        return writer.bytes
    }

    /// Nil when the bytes are not what `encoded` gives.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var reader = ByteReader(bytes)
        guard let own = reader.texts(), own.count <= Self.ownLimit, reader.rest.isEmpty else { return nil }
        self.own = own
    }
}

extension String {
    /// Equality of the UTF-8 bytes; `==` would also take two spellings of one accent for the same.
    func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
