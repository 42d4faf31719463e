// SPDX-License-Identifier: Apache-2.0

internal import FoundationEssentials
internal import Recommenders
internal import Yams

/// Writes plain values as a recipe is written by hand: maps and lists of maps line by line, lists of words in brackets.
struct YAMLText {
    /// Keys that come first, in this order; the others follow by name.
    private static let order = [
        "name", "seed", "kind", "recommender", "events", "settings", "whenTooLarge", "recommenders", "placements",
    ]

    private(set) var text = ""

    /// Adds a map's entries; those that are empty are left out.
    mutating func write(_ map: [String: Setting], indent: Int = 0, behindDash: Bool = false) {
        var isFirst = behindDash
        for key in map.keys.sorted(by: { Self.rank($0) < Self.rank($1) }) {
            guard let value = map[key], value != .map([:]), value != .list([]) else { continue }
            text += (isFirst ? "" : String(repeating: " ", count: indent)) + Self.quoted(key) + ":"
            isFirst = false
            write(value, indent: indent)
        }
    }

    /// Adds what stands behind a key.
    private mutating func write(_ value: Setting, indent: Int) {
        switch value {
        case .map(let map):
            text += "\n"
            write(map, indent: indent + 2)
        case .list(let list) where list.contains(where: \.isMap):
            text += "\n"
            for entry in list {
                text += String(repeating: " ", count: indent + 2) + "- "
                if case .map(let map) = entry {
                    write(map, indent: indent + 4, behindDash: true)
                } else {
                    text += Self.flow(entry) + "\n"
                }
            }
        case .number, .flag, .text, .list: text += " \(Self.flow(value))\n"
        }
    }

    private static func flow(_ value: Setting) -> String {
        switch value {
        case .number, .flag: value.plainText
        case .text(let text): quoted(text)
        case .list(let list): "[" + list.map(flow).joined(separator: ", ") + "]"
        case .map(let map):
            "{" + map.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(flow($0.value))" }.joined(separator: ", ")
                + "}"
        }
    }

    /// The text as YAML reads it back as text; JSON's quotes are YAML's too.
    private static func quoted(_ text: String) -> String {
        let isWord = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || [0x2D, 0x5F, 0x40].contains(byte)
        }
        let startsPlainly = text.utf8.first.map { (0x61...0x7A).contains($0 | 0x20) } ?? false
        if isWord, startsPlainly, Resolver.default.resolveTag(of: Node(text)) == .str { return text }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }

    private static func rank(_ key: String) -> (Int, String) { (order.firstIndex(of: key) ?? order.count, key) }
}

extension Setting {
    fileprivate var isMap: Bool { if case .map = self { true } else { false } }
}
