// SPDX-License-Identifier: Apache-2.0

/// One column of interactions: an array that takes no memory for as long as all its elements are the same bytes.
///
/// Pairs without times, values or quantities then cost their two indices and nothing more.
///
/// - Complexity: O(1) access; the first element that differs costs O(count) once.
@frozen
public struct InteractionColumn<Element: BitwiseCopyable & Sendable>: Sendable, RandomAccessCollection {
    /// Number of elements.
    public private(set) var count = 0
    @usableFromInline var common: Element
    @usableFromInline var elements: [Element] = []  // empty while every element is the common one
    @usableFromInline var capacity = 0

    /// No elements; the value given is a guess at what they all will be.
    init(common: Element) { self.common = common }

    /// 0.
    @inlinable public var startIndex: Int { 0 }
    /// One past the last position.
    @inlinable public var endIndex: Int { count }

    /// The element at a position.
    @inlinable
    public subscript(position: Int) -> Element {
        precondition(position >= 0 && position < count, "position outside the column")
        return elements.isEmpty ? common : elements[position]
    }

    /// The element that all are equal to, byte for byte; nil when they differ, or there is none.
    public var onlyElement: Element? { elements.isEmpty && count > 0 ? common : nil }

    /// Bytes of memory held.
    public var byteCount: Int { elements.capacity * MemoryLayout<Element>.stride }

    /// What is kept in memory: every element in order, or the one that all are equal to.
    public func withUnsafeStoredBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        elements.isEmpty ? withUnsafeBytes(of: common, body) : elements.withUnsafeBytes(body)
    }

    mutating func reserveCapacity(_ capacity: Int) {
        self.capacity = Swift.max(self.capacity, capacity)
        if !elements.isEmpty { elements.reserveCapacity(capacity) }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if !elements.isEmpty {
            elements.append(element)
        } else if count == 0 {
            common = element
        } else if !Self.areSame(element, common) {
            spread()
            elements.append(element)
        }
        count += 1
    }

    private mutating func spread() {
        elements.reserveCapacity(Swift.max(capacity, count + 1))
        elements.append(contentsOf: repeatElement(common, count: count))
    }

    /// Whether the bytes are the same; NaN is the same as itself.
    @inline(__always)
    private static func areSame(_ first: Element, _ second: Element) -> Bool {
        withUnsafeBytes(of: first) { first in
            withUnsafeBytes(of: second) { second in first.elementsEqual(second) }
        }
    }
}

extension InteractionColumn: Equatable where Element: Equatable {
    /// Whether they hold equal elements in the same order, in whatever way they keep them.
    public static func == (first: Self, second: Self) -> Bool { first.elementsEqual(second) }
}

extension InteractionColumn where Element: Equatable {
    /// Whether the column holds those elements in that order.
    public static func == (column: Self, elements: [Element]) -> Bool { column.elementsEqual(elements) }
}
