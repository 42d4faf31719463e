// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Seconds since it was made.
struct Stopwatch {
    private let start = ContinuousClock.now

    var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
}

/// What the process has used so far.
enum ResourceUse {
    /// Lets the peak start anew from what is resident now, where the kernel allows it; else it stays the process's.
    ///
    /// - Source: proc(5), `/proc/self/clear_refs`: 5 resets the peak resident set size, since Linux 4.0.
    static func forgetPeak() {
        let file = open("/proc/self/clear_refs", O_WRONLY)
        guard file >= 0 else { return }
        _ = write(file, "5", 1)
        close(file)
    }

    /// The most memory the process had resident at any time, or since `forgetPeak`.
    static var peakByteCount: Int {
        var usage = rusage()
        guard getrusage(Int32(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return Int(usage.ru_maxrss) * 1024  // Linux counts kilobytes
    }
}
