// SPDX-License-Identifier: Apache-2.0

/// When the calls of an open loop are to be sent.
struct Schedule {
    private let start: UInt64
    private let rate: Double
    private var sent = 0
    /// When the next call is due.
    private(set) var next: UInt64

    init(start: UInt64, rate: Double) {
        self.start = start
        self.rate = rate
        next = start
    }

    /// Calls due before then that were not sent.
    func dueCount(before end: UInt64) -> Int {
        end > start ? max(0, Int((Double(end - start) / 1e9 * rate).rounded(.up)) - sent) : 0
    }

    /// Goes on to the call after; times follow from numbers, so that rounding does not add up.
    mutating func advance() {
        sent += 1
        next = start + UInt64(Double(sent) / rate * 1e9)
    }
}
