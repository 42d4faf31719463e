// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Milliseconds since the epoch; negative before it.
    public var milliseconds: Int64

    /// A moment given in milliseconds.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Earlier comes first.
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    /// The system clock's present moment.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
