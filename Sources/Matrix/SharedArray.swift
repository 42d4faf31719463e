// SPDX-License-Identifier: Apache-2.0

private import Glibc

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

    /// The first elements alone, in the same memory; whole pages behind them are given back to the system.
    ///
    /// Whoever still holds the longer array must not read beyond them: it is for a maker that asked for too much.
    func shortened(to count: Int) -> SharedArray {
        precondition(count <= buffer.count, "\(count) of \(buffer.count) elements")
        if count == buffer.count { return self }
        if let allocation = owner as? Allocation<Element> { allocation.release(from: count) }
        return SharedArray(unsafeMemory: UnsafeBufferPointer(rebasing: buffer[..<count]), owner: owner)
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

    /// Gives the pages that lie wholly behind the first `count` elements back; they read as zero from then on.
    func release(from count: Int) {
        let page = 4_096  // of a larger one, `madvise` refuses what is not aligned, and nothing is given back
        guard let base = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
        let start = UInt(bitPattern: base + count * MemoryLayout<Element>.stride)
        let end = UInt(bitPattern: base + buffer.count * MemoryLayout<Element>.stride)
        let (first, last) = ((start + UInt(page) - 1) & ~UInt(page - 1), end & ~UInt(page - 1))
        guard first < last else { return }
        madvise(UnsafeMutableRawPointer(bitPattern: first), Int(last - first), MADV_DONTNEED)
    }

    deinit { UnsafeMutableRawBufferPointer(buffer).deallocate() }
}
