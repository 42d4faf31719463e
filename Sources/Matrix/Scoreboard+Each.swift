// SPDX-License-Identifier: Apache-2.0

extension Scoreboard {
    /// Gives `body` every item that has a score, NaN and infinite ones included, in no particular order.
    ///
    /// - Complexity: O(touched), or O(items) on a board most of which was touched.
    @inlinable
    public borrowing func forEachScore(_ body: (UInt32, Float) -> Void) {
        if isDense {
            for position in 0..<itemCount where scores[position].bitPattern != Self.untouchedBits {
                body(UInt32(truncatingIfNeeded: position), scores[position])
            }
        } else {
            for item in touched[..<touchedCount] { body(item, scores[Int(item)]) }
        }
    }
}
