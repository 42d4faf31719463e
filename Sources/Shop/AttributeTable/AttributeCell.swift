// SPDX-License-Identifier: Apache-2.0

/// One item's value in a column, with a value of its own for "the item has none".
public protocol AttributeCell: BitwiseCopyable, Sendable {
    /// Stands where an item has no value.
    static var missing: Self { get }
    /// Whether the item has no value.
    var isMissing: Bool { get }
    /// Whether both are missing, or both are the same value.
    func isSame(as other: Self) -> Bool
}

extension Double: AttributeCell {
    /// NaN: every comparison with it fails, so that a scan needs no second look.
    @inlinable public static var missing: Double { .nan }
    /// Whether the item has no number.
    @inlinable public var isMissing: Bool { isNaN }
    /// Whether both are missing, or both are the same value.
    @inlinable
    public func isSame(as other: Double) -> Bool { self == other || (isNaN && other.isNaN) }
}

/// A word's or a category's number in its attribute's book; 0 is none.
@frozen
public struct WordCode: RawRepresentable, Hashable, Comparable, Sendable, AttributeCell {
    /// Dense from 1.
    public var rawValue: UInt32

    /// Wraps a number.
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// No word.
    @inlinable public static var missing: WordCode { WordCode(rawValue: 0) }
    /// Whether it is no word.
    @inlinable public var isMissing: Bool { rawValue == 0 }
    /// Whether both are the same word.
    @inlinable
    public func isSame(as other: WordCode) -> Bool { self == other }

    /// Earlier known comes first.
    @inlinable
    public static func < (left: WordCode, right: WordCode) -> Bool { left.rawValue < right.rawValue }
}

/// Yes, no, or not said.
@frozen
public enum FlagCell: UInt8, Sendable, AttributeCell {
    /// Not said.
    case missing
    /// No.
    case no
    /// Yes.
    case yes

    /// Whether it is not said.
    @inlinable public var isMissing: Bool { self == .missing }
    /// Whether both say the same.
    @inlinable
    public func isSame(as other: FlagCell) -> Bool { self == other }
}

/// The kind of a value that is not of its column's kind; 0 where there is none.
struct StrayCell: AttributeCell {
    var rawValue: UInt8

    static let missing = StrayCell(rawValue: 0)
    var isMissing: Bool { rawValue == 0 }
    func isSame(as other: StrayCell) -> Bool { rawValue == other.rawValue }
}
