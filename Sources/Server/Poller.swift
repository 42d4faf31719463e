// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers
import NIOPosix

/// Looks at the store and the snapshots now and then, on a thread of its own.
final class Poller: Sendable {
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let isStopping = ConditionLock(value: false)

    /// Starts to look.
    init(_ core: ServerCore) {
        let seconds = core.configuration.pollInterval / .seconds(1)
        thread.start()
        thread.submit { [isStopping] _ in
            while !isStopping.lock(whenValue: true, timeoutSeconds: seconds) { core.poll() }
            isStopping.unlock()
        }
    }

    /// Looks no more; returns when a look under way has ended.
    func stop() async {
        isStopping.lock()
        isStopping.unlock(withValue: true)
        try? await thread.shutdownGracefully()
    }
}
