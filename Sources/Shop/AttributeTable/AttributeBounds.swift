// SPDX-License-Identifier: Apache-2.0

/// How much of a catalogue an attribute table takes into memory.
///
/// A column takes at most 8 bytes an item, a list's 6 bytes an item and 4 a word of it; a word about 60 bytes and its
/// own length. With these standard bounds a table of n items stays below `261 · 8 · n` bytes and 700 MB of words.
public struct AttributeBounds: Sendable, Hashable {
    /// Names of attributes beside the items' own fields; later ones are left out.
    public var attributeCount = 256
    /// Different words of one attribute; with more, it is left out.
    public var wordsPerAttribute = 1 << 20
    /// Different words of all attributes together; the attribute that meets it is left out.
    public var wordCount = 1 << 21
    /// Bytes of a word; an attribute with a longer one is left out: it is prose, and belongs into the item's text.
    public var wordByteCount = Limits.idByteCount

    /// The standard bounds.
    public static let standard = AttributeBounds()
}

/// Why an attribute is not in memory.
public enum OmissionReason: Sendable, Hashable, CustomStringConvertible {
    /// The name is that of an item's own field, such as `price`.
    case hiddenByField
    /// There were too many names before it.
    case tooManyNames
    /// It has too many different words.
    case tooManyWords
    /// One of its words is too long.
    case longWord

    /// The reason and the remedy.
    public var description: String {
        switch self {
        case .hiddenByField: "has the name of an item's own field; rename it"
        case .tooManyNames: "comes after \(AttributeBounds.standard.attributeCount) others; put fewer attributes"
        case .tooManyWords:
            "has more than \(AttributeBounds.standard.wordsPerAttribute) different words, or all attributes together"
                + " more than \(AttributeBounds.standard.wordCount); put it into the item's text"
        case .longWord:
            "has words of more than \(AttributeBounds.standard.wordByteCount) bytes; put it into the item's text"
        }
    }
}
