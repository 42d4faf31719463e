// SPDX-License-Identifier: Apache-2.0

/// Whole frames, encoded before the clock starts; only numbers in them change from call to call.
struct PreparedCalls {
    /// Bytes of the changing end of an event's id: a number in hexadecimal digits.
    static let serialByteCount = 12

    /// All frames, one after the other.
    private(set) var bytes: [UInt8] = []
    /// Where each frame begins; one more at the end.
    private(set) var starts: [Int] = [0]
    /// Where, in each frame, the serial numbers of its events lie; empty without event ids.
    private(set) var serialOffsets: [[Int]] = []
    /// Events of each call; 0 for calls that record nothing.
    var eventsPerCall = 0
    /// What every event's id begins with.
    var idPrefix = ""

    var count: Int { starts.count - 1 }

    private mutating func append(_ frame: [UInt8], serialOffsets offsets: [Int] = []) {
        bytes += frame
        starts.append(bytes.count)
        serialOffsets.append(offsets)
    }

    /// One `Recommend` for each user.
    static func recommend(users: [String], limit: Int) -> PreparedCalls {
        ask("wicker.v1.Recommendations/Recommend", about: users, limit: limit)
    }

    /// One `SimilarItems` for each item.
    static func similar(items: [String], limit: Int) -> PreparedCalls {
        ask("wicker.v1.Recommendations/SimilarItems", about: items, limit: limit)
    }

    /// One `CrossSell` for each item, with others of the list beside it.
    static func crossSell(items: [String], basketLength: Int, limit: Int) -> PreparedCalls {
        var calls = PreparedCalls()
        for first in items.indices {
            let message = ByteWriter.message { writer in
                // A step that shares no factor with most counts, so that baskets do not repeat in a rhythm.
                for place in 0..<basketLength {
                    writer.field(1, items[(first + place * 7_919) % items.count].utf8)
                }
                writer.field(3, UInt64(limit))
            }
            calls.append(FrameLayout.call(method: "wicker.v1.CrossSelling/CrossSell", message: message))
        }
        return calls
    }

    /// One `NextInSession` for each session's items.
    static func next(sessions: [[String]], limit: Int) -> PreparedCalls {
        var calls = PreparedCalls()
        for session in sessions {
            let message = ByteWriter.message { writer in
                for item in session { writer.field(1, item.utf8) }
                writer.field(3, UInt64(limit))
            }
            calls.append(FrameLayout.call(method: "wicker.v1.Sessions/NextInSession", message: message))
        }
        return calls
    }

    private static func ask(_ method: String, about names: [String], limit: Int) -> PreparedCalls {
        var calls = PreparedCalls()
        for name in names {
            let message = ByteWriter.message { writer in
                writer.field(1, name.utf8)
                writer.field(2, UInt64(limit))
            }
            calls.append(FrameLayout.call(method: method, message: message))
        }
        return calls
    }

    /// `RecordEvents` in batches: users and items go round, so that all of both take part.
    static func record(
        users: [String], items: [String], batch: Int, type: String, idPrefix: String?, frames: Int = 512
    ) -> PreparedCalls {
        var calls = PreparedCalls()
        calls.eventsPerCall = batch
        calls.idPrefix = idPrefix ?? ""
        let placeholder = idPrefix.map { $0 + String(repeating: "0", count: serialByteCount) }
        for frame in 0..<frames {
            var message = ByteWriter()
            for position in 0..<batch {
                let number = frame * batch + position
                // Steps that share no factor with most counts, so that pairs do not repeat in a rhythm.
                let user = users[number % users.count]
                let item = items[(number &* 7_919 &+ frame) % items.count]
                message.field(1, event(user: user, item: item, type: type, id: placeholder))
            }
            let bytes = FrameLayout.call(method: "wicker.v1.Ingest/RecordEvents", message: message.bytes)
            calls.append(bytes, serialOffsets: placeholder.map { offsets(of: Array($0.utf8), in: bytes) } ?? [])
        }
        return calls
    }

    private static func event(user: String, item: String, type: String, id: String?) -> [UInt8] {
        ByteWriter.message { writer in
            writer.field(1, user.utf8)
            writer.field(2, item.utf8)
            writer.field(3, type.utf8)
            if let id { writer.field(10, id.utf8) }
        }
    }

    /// Where the serial numbers of the placeholders lie.
    private static func offsets(of placeholder: [UInt8], in frame: [UInt8]) -> [Int] {
        var found: [Int] = []
        var position = 0
        while position + placeholder.count <= frame.count {
            if frame[position] == placeholder[0],
                frame[position..<position + placeholder.count].elementsEqual(placeholder)
            {
                found.append(position + placeholder.count - serialByteCount)
                position += placeholder.count
            } else {
                position += 1
            }
        }
        return found
    }

    /// The id that the event with that serial number was sent under.
    func eventID(serial: UInt64) -> String {
        let digits = String(serial, radix: 16)
        return idPrefix + String(repeating: "0", count: Self.serialByteCount - digits.count) + digits
    }
}
