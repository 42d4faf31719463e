// SPDX-License-Identifier: Apache-2.0

/// Numbers words as they first come.
///
/// A word of up to eight bytes is its own key, so that looking it up compares one number; longer ones go through a
/// dictionary.
///
/// - Complexity: O(1) a word.
struct WordNumbers: Sendable {
    private struct Slot {
        var key: UInt64 = 0
        var number: UInt32 = 0
    }

    private var slots = [Slot](repeating: Slot(), count: 1 << 12)
    private var shortCount = 0
    private var longNumbers: [[UInt8]: UInt32] = [:]
    /// The words by number.
    private(set) var words: [[UInt8]] = []

    /// The word's number.
    mutating func number(of word: UnsafeRawBufferPointer) -> UInt32 {
        guard word.count <= 8 else { return longNumber(of: Array(word)) }
        var key: UInt64 = 0
        for byte in word { key = key << 8 | UInt64(byte) }
        var slot = place(of: key)
        while slots[slot].key != key {
            if slots[slot].key == 0 { return insert(key, at: slot, word) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slots[slot].number
    }

    /// Every word by its number; nil when one is no UTF-8.
    func names() -> [String]? {
        var names: [String] = []
        names.reserveCapacity(words.count)
        for word in words {
            guard let name = String(validating: word, as: UTF8.self) else { return nil }
            names.append(name)
        }
        return names
    }

    private func place(of key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
    }

    private mutating func insert(_ key: UInt64, at slot: Int, _ word: UnsafeRawBufferPointer) -> UInt32 {
        let number = append(Array(word))
        slots[slot] = Slot(key: key, number: number)
        shortCount += 1
        if shortCount * 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: 2 * old.count)
        for entry in old where entry.key != 0 {
            var slot = place(of: entry.key)
            while slots[slot].key != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
        }
    }

    private mutating func longNumber(of word: [UInt8]) -> UInt32 {
        if let number = longNumbers[word] { return number }
        let number = append(word)
        longNumbers[word] = number
        return number
    }

    private mutating func append(_ word: [UInt8]) -> UInt32 {
        words.append(word)
        return UInt32(truncatingIfNeeded: words.count - 1)
    }
}
