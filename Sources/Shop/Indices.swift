// SPDX-License-Identifier: Apache-2.0

/// An item inside the program: dense from 0, given in the order in which items become known, never given twice.
@frozen
public struct ItemIndex: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Position of the item in every array of items.
    public var rawValue: UInt32

    /// Wraps a position.
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Earlier known comes first.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A user inside the program: dense from 0, given in the order in which users become known, never given twice.
@frozen
public struct UserIndex: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Position of the user in every array of users.
    public var rawValue: UInt32

    /// Wraps a position.
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Earlier known comes first.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
