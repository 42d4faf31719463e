// SPDX-License-Identifier: Apache-2.0

/// Where of an item a feature was found; words of different fields weigh differently.
enum FeatureField: UInt8, Sendable {
    case titleWord
    case textWord
    case brandWord
    case categoryWord
    case tagWord
    case category
    case brand
    case tag
    case attribute
    case number
    case vector

    /// Fields that hold words.
    static let wordFieldCount = 5

    var isWord: Bool { Int(rawValue) < Self.wordFieldCount }
}

/// One feature of one item as it was found, before it is weighed.
struct FoundFeature: Sendable {
    var feature: UInt32
    var field: FeatureField
    /// How often for a word; a factor for everything else; the component of a vector.
    var value: Float

    /// The order in which features are weighed and kept.
    var order: UInt64 { UInt64(feature) << 8 | UInt64(field.rawValue) }
}

extension FoundFeature {
    /// Orders the entries from a place on and joins repeats: words are counted, anything else counts once.
    static func join(_ entries: inout [FoundFeature], from start: Int) {
        guard entries.count > start else { return }
        entries[start...].sort { $0.order < $1.order }
        var last = start
        for position in (start + 1)..<max(entries.count, start + 1) {
            if entries[position].order != entries[last].order {
                last += 1
                entries[last] = entries[position]
            } else if entries[position].field.isWord {
                entries[last].value += entries[position].value
            }
        }
        entries.removeLast(entries.count - last - 1)
    }
}
