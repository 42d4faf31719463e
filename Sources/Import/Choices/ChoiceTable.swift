// SPDX-License-Identifier: Apache-2.0

/// Choices as a long file lists them: a row an alternative, the alternatives of a set one after the other.
///
/// - Shapes: `features` rows × attributes, row-major; `chosen` and `items` one a row; `segments` one a set, which holds
///   the rows `starts[n] ..< starts[n + 1]`.
public struct ChoiceTable: Sendable, Equatable {
    /// Names of the columns that describe the alternatives.
    public var attributes: [String]
    /// Their values, finite.
    public var features: [Double] = []
    /// How often each alternative was chosen.
    public var chosen: [Float] = []
    /// What each alternative is; empty without a column `item`.
    public var items: [String] = []
    /// Where each set's rows begin, and where the last one's end.
    public var starts = [0]
    /// Who chose; empty without a column `segment`.
    public var segments: [String] = []

    /// No rows yet.
    public init(attributes: [String]) { self.attributes = attributes }

    /// Number of sets.
    public var count: Int { starts.count - 1 }
}
