// SPDX-License-Identifier: Apache-2.0

import Shop

/// A set of items, cleared in one step and reused from request to request.
///
/// Invariant: an item is in the set when its stamp is the current one.
///
/// - Complexity: `insert`, `contains` and `removeAll` O(1); growth copies.
struct ItemMarks {
    private var stamps: [UInt32] = []
    private var current: UInt32 = 1

    mutating func removeAll() {
        if current == .max {
            stamps = Array(repeating: 0, count: stamps.count)
            current = 0
        }
        current += 1
    }

    /// Whether the item was not yet in the set.
    @discardableResult
    mutating func insert(_ item: ItemIndex) -> Bool {
        let position = Int(item.rawValue)
        if position >= stamps.count { grow(toHold: position) }
        defer { stamps[position] = current }
        return stamps[position] != current
    }

    func contains(_ item: ItemIndex) -> Bool {
        let position = Int(item.rawValue)
        return position < stamps.count && stamps[position] == current
    }

    private mutating func grow(toHold position: Int) {
        let wanted = max(position + 1, 2 * stamps.count)
        stamps.append(contentsOf: repeatElement(0, count: wanted - stamps.count))
    }
}
