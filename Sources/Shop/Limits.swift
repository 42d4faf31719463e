// SPDX-License-Identifier: Apache-2.0

/// Bounds on what may come from outside, the same in a file and on the wire.
public enum Limits {
    /// Bytes of an external id, an order, a session or an event id.
    public static let idByteCount = 255
    /// Bytes of an event type's or attribute's name.
    public static let nameByteCount = 64
    /// Bytes of a text attribute, a title or a description.
    public static let textByteCount = 65_535
    /// Levels of a category path.
    public static let categoryDepth = 16
    /// Words in a list, or tags.
    public static let listCount = 1_000
    /// Attributes of one item or user.
    public static let attributeCount = 256
    /// Messages of one batch.
    public static let batchCount = 10_000
    /// Requirements of one question.
    public static let requirementCount = 32
    /// Critiques of one round.
    public static let critiqueCount = 8
    /// Rounds of one chain of critiques.
    public static let critiqueStepCount = 32
    /// Longest list of recommendations, and largest page.
    public static let listLength = 1_000
    /// Bytes of a text to search for.
    public static let searchByteCount = 1_024
}
