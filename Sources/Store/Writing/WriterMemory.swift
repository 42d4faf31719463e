// SPDX-License-Identifier: Apache-2.0

/// What a writer remembers from one transaction to the next.
///
/// It lives inside the one write transaction only, and is dropped whole when that fails.
final class WriterMemory {
    // The compiler's run-time check for overlapping access costs as much as a look-up; one transaction is one thread.
    @exclusivity(unchecked) var users: NameCache
    @exclusivity(unchecked) var items: NameCache
    /// Codes of event types, filled anew by each transaction.
    @exclusivity(unchecked) var types: NameCache
    private var forgetRevision: UInt64 = 0

    init() {
        let seed = UInt64.random(in: .min ... .max)
        users = NameCache(seed: seed)
        items = NameCache(seed: seed)
        types = NameCache(seed: seed)
    }

    /// Drops what another process has forgotten.
    func begin(_ counters: Counters) {
        types.removeAll()
        if counters.forgetRevision != forgetRevision { users.removeAll() }
        forgetRevision = counters.forgetRevision
    }

    /// Takes note of what this transaction has forgotten itself.
    func finish(_ counters: Counters) { forgetRevision = counters.forgetRevision }
}
