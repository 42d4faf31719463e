// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Seconds since it was made.
struct Stopwatch {
    private let start = ContinuousClock.now

    var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
}

/// What the process has used so far.
enum ResourceUse {
    /// The most memory the process had resident at any time.
    static var peakByteCount: Int {
        var usage = rusage()
        guard getrusage(Int32(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return Int(usage.ru_maxrss) * 1024  // Linux counts kilobytes
    }
}
