// SPDX-License-Identifier: Apache-2.0

/// An immutable run of memory that outlives whoever made it: built in memory by a trainer, or mapped from a snapshot.
///
/// A model keeps its factors and neighbour lists in these, so it works the same on both.
/// The memory belongs to `owner`, which is kept alive for as long as any copy of the value.
///
/// - Complexity: copying is O(1); reading an element is one load.
@frozen
public struct SharedArray<Element: BitwiseCopyable & Sendable>: Sendable {
    @usableFromInline let owner: any AnyObject & Sendable
    @usableFromInline nonisolated(unsafe) let buffer: UnsafeBufferPointer<Element>  // read-only for the owner's life

    /// Copies the elements into memory of its own.
    public init(_ elements: some Collection<Element>) {
        self.init(count: elements.count) { _ = $0.initialize(from: elements) }
    }

    /// Memory of its own for that many elements, every one of which `fill` must set.
    public init<Failure: Error>(
        count: Int, _ fill: (UnsafeMutableBufferPointer<Element>) throws(Failure) -> Void
    ) throws(Failure) {
        let allocation = Allocation<Element>(count: count)
        try fill(allocation.buffer)
        owner = allocation
        buffer = UnsafeBufferPointer(allocation.buffer)
    }

    /// Points at memory that `owner` keeps valid and unchanged for its own lifetime.
    public init(unsafeMemory buffer: UnsafeBufferPointer<Element>, owner: any AnyObject & Sendable) {
        self.owner = owner
        self.buffer = buffer
    }

    /// Number of elements.
    @inlinable public var count: Int { buffer.count }

    /// The element at a position; a position outside `0 ..< count` is a programming error.
    @inlinable
    public subscript(position: Int) -> Element {
        precondition(position >= 0 && position < buffer.count, "position outside the array")
        return buffer[position]
    }

    /// The whole run; the pointer is valid inside the closure only.
    @inlinable
    public func withUnsafeBuffer<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(owner) {} }
        return try body(buffer)
    }

    /// The elements as an array of its own.
    public var array: [Element] { withUnsafeBuffer { Array($0) } }
}

/// Memory on a cache line's boundary, freed with its last reference.
private final class Allocation<Element: BitwiseCopyable>: @unchecked Sendable {  // written before it is shared only
    let buffer: UnsafeMutableBufferPointer<Element>

    init(count: Int) {
        let raw = UnsafeMutableRawBufferPointer.allocate(
            byteCount: count * MemoryLayout<Element>.stride, alignment: 64)
        buffer = raw.bindMemory(to: Element.self)
    }

    deinit { UnsafeMutableRawBufferPointer(buffer).deallocate() }
}
