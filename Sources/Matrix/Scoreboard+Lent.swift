// SPDX-License-Identifier: Apache-2.0

extension Scoreboard {
    /// Shows `body` a board with these scores, item n's in place n, which lie elsewhere and are not copied.
    ///
    /// What a model that scores many users at once has computed is ranked where it lies. −0.0 says that an item has no
    /// score; items beyond the numbers given have none. This board must be empty, and is so again afterwards.
    ///
    /// - Complexity: O(1) when there are as many numbers as items, otherwise as `addAll`.
    public mutating func withScores(
        _ lent: UnsafeMutableBufferPointer<Float>, _ body: (borrowing Scoreboard) -> Void
    ) {
        guard lent.count == itemCount else {
            addAll(UnsafeBufferPointer(lent))
            body(self)
            return reset(itemCount: itemCount)
        }
        let own = scores
        (scores, isDense) = (lent, true)
        body(self)
        (scores, isDense) = (own, false)
    }
}
