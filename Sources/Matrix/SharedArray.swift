// SPDX-License-Identifier: Apache-2.0

/// An immutable run of memory that outlives whoever made it: built in memory by a trainer, or mapped from a snapshot.
///
/// A model keeps its factors and neighbour lists in these, so it works the same on both.
/// The memory belongs to `owner`, which is kept alive for as long as any copy of the value.
///
/// - Complexity: copying is O(1); reading an element is one load.
public struct SharedArray<Element: BitwiseCopyable & Sendable>: Sendable {
    private final class Allocation: @unchecked Sendable {  // written before it is shared, never after
        let buffer: UnsafeMutableBufferPointer<Element>
        init(_ elements: some Collection<Element>) {
            buffer = .allocate(capacity: elements.count)
            _ = buffer.initialize(from: elements)
        }
        deinit { buffer.deallocate() }
    }

    private let owner: any AnyObject & Sendable
    private nonisolated(unsafe) let buffer: UnsafeBufferPointer<Element>  // read-only for the owner's whole life

    /// Copies the elements into memory of its own.
    public init(_ elements: some Collection<Element>) {
        let allocation = Allocation(elements)
        owner = allocation
        buffer = UnsafeBufferPointer(allocation.buffer)
    }

    /// Points at memory that `owner` keeps valid and unchanged for its own lifetime.
    public init(unsafeMemory buffer: UnsafeBufferPointer<Element>, owner: any AnyObject & Sendable) {
        self.owner = owner
        self.buffer = buffer
    }

    /// Number of elements.
    public var count: Int { buffer.count }

    /// The element at a position; a position outside `0 ..< count` is a programming error.
    @inline(__always)
    public subscript(position: Int) -> Element {
        precondition(position >= 0 && position < buffer.count, "position \(position) of \(buffer.count)")
        return buffer[position]
    }

    /// The whole run; the pointer is valid inside the closure only.
    @inline(__always)
    public func withUnsafeBuffer<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(owner) {} }
        return try body(buffer)
    }

    /// The elements as an array of its own.
    public var array: [Element] { withUnsafeBuffer { Array($0) } }
}
