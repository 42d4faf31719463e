// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Which items may be in a list at that moment: bit n of word w stands for item 64 · w + n.
    ///
    /// - Complexity: O(items), a byte of each.
    public func eligible(at now: Timestamp, includingOutOfStock: Bool) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (count + 63) / 64)
        outlook.withUnsafeBufferPointer { outlook in
            for (position, seen) in outlook.enumerated() where seen != .never {
                let item = ItemIndex(rawValue: UInt32(truncatingIfNeeded: position))
                let isAllowed =
                    seen == .always
                    || availability(of: item).allows(at: now, includingOutOfStock: includingOutOfStock)
                words[position >> 6] |= (isAllowed ? 1 : 0) << UInt64(position & 63)
            }
        }
        return words
    }
}
