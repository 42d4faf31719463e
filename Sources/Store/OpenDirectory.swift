// SPDX-License-Identifier: Apache-2.0

/// A note that this process has a directory's store open, for as long as it lives.
///
/// LMDB forbids opening one twice in a process: closing either would drop the locks of both.
final class OpenDirectory: Sendable {
    private static let open = Monitor<Set<String>>([])
    private let path: String

    /// Notes a real path.
    init(_ path: String) throws(StoreError) {
        guard Self.open.withLock({ $0.insert(path).inserted }) else {
            throw StoreError(.inUse, "\(path) is open in this process already; share the store that is open")
        }
        self.path = path
    }

    deinit { Self.open.withLock { _ = $0.remove(path) } }
}
