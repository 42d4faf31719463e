// SPDX-License-Identifier: Apache-2.0

/// What a feature says of an item: that one of its fields has that value.
///
/// Fields are `title`, `text`, `category`, `brand`, `tags`, `price` and the attributes' own names. A category's value is
/// its path with ` > ` between levels; a word's value is the word; a number's value is the range it lies in.
public struct FeatureName: Hashable, Sendable {
    /// The field.
    public var field: String
    /// Its value.
    public var value: String

    /// Names a feature.
    public init(field: String, value: String) {
        self.field = field
        self.value = value
    }

    /// The name as one string; the separator is no character of a sensible field.
    init(key: String) {
        let parts = key.split(separator: Self.separator, maxSplits: 1, omittingEmptySubsequences: false)
        self.init(field: String(parts.first ?? ""), value: parts.count > 1 ? String(parts[1]) : "")
    }

    static let separator: Character = "\u{1F}"

    var key: String { "\(field)\(Self.separator)\(value)" }
}
