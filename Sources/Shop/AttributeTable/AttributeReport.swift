// SPDX-License-Identifier: Apache-2.0

/// What a catalogue says of one attribute.
public struct AttributeReport: Sendable, Hashable {
    /// Its name; an item's own fields have fixed ones, such as `price`.
    public var name: String
    /// Of what kind it is: the kind of the first item that has it; nil for one that was left out.
    public var kind: AttributeKind?
    /// Items that have it, of that kind.
    public var valueCount: Int
    /// Different words; 0 for numbers and flags.
    public var wordCount: Int
    /// Items that have it of another kind; it cannot be used while there are any.
    public var strays: [AttributeKind: Int]
    /// Why it is not in memory; nil when it is.
    public var omission: OmissionReason?
}
