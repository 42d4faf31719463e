// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Shop

/// Remembers which index a name has, so that a write rarely asks the store for it.
///
/// Open addressing over names kept side by side in one array; names are compared byte by byte. The hash is seeded at
/// random, so that no sender can choose names that collide.
///
/// - Complexity: O(1) per call; at most `limit` names and `byteLimit` bytes of names, 64 MiB in all. When it is
///   full it starts over.
struct NameCache: ~Copyable {
    private struct Slot: BitwiseCopyable {
        var tag: UInt32 = 0
        var index: UInt32 = 0
        var offset: UInt32 = 0
        var byteCount: UInt32 = 0  // 0: the slot is free
    }

    static let limit = 1 << 20

    private let hash: NameHash
    private let byteLimit: Int
    private var slots: [Slot] = []
    private var names: [UInt8] = []
    private(set) var count = 0

    init(seed: UInt64, byteLimit: Int = 32 << 20) {
        hash = NameHash(seed: seed)
        self.byteLimit = byteLimit
    }

    /// Forgets everything.
    mutating func removeAll() {
        slots = []
        names = []
        count = 0
    }

    /// The index of a name; nil when it is not remembered.
    func index(of name: UnsafeBufferPointer<UInt8>) -> UInt32? {
        if slots.isEmpty { return nil }
        let tag = UInt32(truncatingIfNeeded: hash(name))
        let slot = slots[place(of: name, tag)]
        return slot.byteCount == 0 ? nil : slot.index
    }

    /// Remembers a name of at least one byte.
    mutating func insert(_ name: UnsafeBufferPointer<UInt8>, _ index: UInt32) {
        if count >= Self.limit || names.count + name.count > byteLimit { removeAll() }
        if count * 2 >= slots.count { grow() }
        let tag = UInt32(truncatingIfNeeded: hash(name))
        let place = place(of: name, tag)
        guard slots[place].byteCount == 0 else {
            slots[place].index = index
            return
        }
        slots[place] = Slot(
            tag: tag, index: index, offset: UInt32(names.count), byteCount: UInt32(name.count))
        names.append(contentsOf: name)
        count += 1
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: max(1024, old.count * 2))
        for slot in old where slot.byteCount != 0 {
            var place = Int(slot.tag) & (slots.count - 1)
            while slots[place].byteCount != 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = slot
        }
    }

    /// Where the name is, or the free slot where it belongs.
    private func place(of name: UnsafeBufferPointer<UInt8>, _ tag: UInt32) -> Int {
        slots.withUnsafeBufferPointer { slots in
            names.withUnsafeBufferPointer { names in
                let mask = slots.count - 1
                var place = Int(tag) & mask
                while slots[place].byteCount != 0 {
                    let slot = slots[place]
                    if slot.tag == tag, Int(slot.byteCount) == name.count, let kept = names.baseAddress,
                        let sought = name.baseAddress, memcmp(kept + Int(slot.offset), sought, name.count) == 0
                    {
                        break
                    }
                    place = (place + 1) & mask
                }
                return place
            }
        }
    }
}
