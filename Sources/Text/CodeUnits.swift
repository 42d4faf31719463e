// SPDX-License-Identifier: Apache-2.0

/// Reused memory for UTF-16, as ICU wants it.
struct CodeUnits: ~Copyable {
    private(set) var units: UnsafeMutableBufferPointer<UInt16>
    var count = 0

    init(capacity: Int) { units = .allocate(capacity: capacity) }

    deinit { units.deallocate() }

    /// Grows to that many units; what was there is lost.
    mutating func reserve(_ capacity: Int) {
        if capacity <= units.count { return }
        units.deallocate()
        units = .allocate(capacity: max(capacity, 2 * units.count))
    }

    /// What was written.
    var written: UnsafeBufferPointer<UInt16> { UnsafeBufferPointer(rebasing: units[..<count]) }

    /// The code point at a place and how many units it takes.
    func point(at position: Int) -> (value: UInt32, length: Int) {
        let first = UInt32(units[position])
        guard first & 0xFC00 == 0xD800, position + 1 < count else { return (first, 1) }
        let second = UInt32(units[position + 1])
        guard second & 0xFC00 == 0xDC00 else { return (first, 1) }
        return (0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF), 2)
    }
}
