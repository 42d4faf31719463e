// SPDX-License-Identifier: Apache-2.0

import CProtobufC

/// Memory that one message at a time lives in while it is read or written, reused from message to message.
///
/// Allocation moves a pointer; nothing is freed one by one. An arena belongs to one thread (an event loop) and is
/// emptied at the beginning of each use. It keeps up to `retainedByteCount` from one message to the next.
///
/// What a message from outside may take is bounded: 2 bytes on the wire can become 200 in memory, and a hostile one
/// would otherwise make 4 MiB into 500.
public final class Arena {
    private let bump: UnsafeMutablePointer<Bump>
    /// protobuf-c's view of the arena, at a fixed address.
    let allocator: UnsafeMutablePointer<ProtobufCAllocator>

    /// An empty arena that reads messages which take up to `byteLimit` in memory.
    public init(byteLimit: Int = 64 << 20, retainedByteCount: Int = 1 << 20) {
        bump = .allocate(capacity: 1)
        bump.initialize(to: Bump(byteLimit: byteLimit, retainedByteCount: retainedByteCount))
        allocator = .allocate(capacity: 1)
        allocator.initialize(
            to: ProtobufCAllocator(
                alloc: { data, byteCount in data?.assumingMemoryBound(to: Bump.self).pointee.take(byteCount) },
                free: { _, _ in },
                allocator_data: UnsafeMutableRawPointer(bump)))
    }

    deinit {
        bump.pointee.releaseAll()
        bump.deinitialize(count: 1)
        bump.deallocate()
        allocator.deallocate()
    }

    /// Bytes handed out since the last reset.
    public var usedByteCount: Int { bump.pointee.usedByteCount }

    /// Bytes held from the system, used or not.
    public var heldByteCount: Int { bump.pointee.heldByteCount }

    /// Empties the arena; every pointer into it dangles from then on.
    func reset() { bump.pointee.reset() }

    /// Room for a message's own bytes, aligned to 16; not bounded, for what is ours is in memory already.
    func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer { bump.pointee.allocate(byteCount) }

    /// Room for that many values of a C type.
    func allocate<Element>(_ type: Element.Type, count: Int) -> UnsafeMutablePointer<Element> {
        allocate(count * MemoryLayout<Element>.stride).bindMemory(to: Element.self, capacity: count)
    }
}

/// The arena's state, apart so that a C callback can reach it without a retain.
private struct Bump {
    /// The first chunk, and the least any has.
    static let chunkByteCount = 64 << 10

    let byteLimit: Int
    let retainedByteCount: Int
    var usedByteCount = 0
    var heldByteCount = 0
    private var next: UnsafeMutableRawPointer?
    private var remaining = 0
    private var chunks: [UnsafeMutableRawBufferPointer] = []

    init(byteLimit: Int, retainedByteCount: Int) {
        self.byteLimit = byteLimit
        self.retainedByteCount = retainedByteCount
    }

    /// protobuf-c's allocation: nil above the limit, which it reports as a message it cannot read.
    mutating func take(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard byteCount >= 0, byteCount <= byteLimit - min(usedByteCount, byteLimit) else { return nil }
        return allocate(byteCount)
    }

    mutating func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let rounded = (byteCount + 15) & ~15
        usedByteCount += rounded
        if rounded <= remaining, let start = next {
            next = start + rounded
            remaining -= rounded
            return start
        }
        return allocateInNewChunk(rounded)
    }

    private mutating func allocateInNewChunk(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let size = max(byteCount, Self.chunkByteCount, min(heldByteCount, retainedByteCount))
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        heldByteCount += size
        chunks.append(chunk)
        guard let start = chunk.baseAddress else { preconditionFailure("a chunk of \(size) bytes has no address") }
        next = start + byteCount
        remaining = size - byteCount
        return start
    }

    /// Keeps one chunk, the largest within what may be retained, so that the next message of that size fits in one.
    mutating func reset() {
        usedByteCount = 0
        if chunks.count > 1 || heldByteCount > retainedByteCount { keepOneChunk() }
        next = chunks.first?.baseAddress
        remaining = chunks.first?.count ?? 0
    }

    private mutating func keepOneChunk() {
        let kept = chunks.filter { $0.count <= retainedByteCount }.max { $0.count < $1.count }
        for chunk in chunks where chunk.baseAddress != kept?.baseAddress { chunk.deallocate() }
        chunks = kept.map { [$0] } ?? []
        heldByteCount = kept?.count ?? 0
    }

    mutating func releaseAll() {
        for chunk in chunks { chunk.deallocate() }
        chunks = []
    }
}
