// SPDX-License-Identifier: Apache-2.0

extension Scoreboard {
    /// Lets `body` add up the scores of a run of items, which are forgotten afterwards.
    ///
    /// A run that fits the processor's cache is added to and looked through several times as fast as a board of a million
    /// items. The board must be empty, and is so again afterwards; `body` must leave all other items alone.
    ///
    /// - Complexity: O(items of the run) beside what `body` does.
    public mutating func withWindow(_ run: Range<Int>, _ body: (inout Scoreboard) -> Void) {
        precondition(!isDense && touchedCount == 0, "a window on a board that holds scores")
        isDense = true
        body(&self)
        UnsafeMutableBufferPointer(rebasing: scores[run]).update(repeating: Self.untouched)
        isDense = false
    }

    /// Gives `body` every item of a window that scores `least` or more, ascending.
    ///
    /// - Complexity: O(items / 8 + found · 32) for a `least` above 0.
    public borrowing func forEachScore(from least: Float, in run: Range<Int>, _ body: (UInt32, Float) -> Void) {
        precondition(isDense, "a run of a board that holds few scores")
        forEachDenseScore(from: least, in: run, body)
    }
}
