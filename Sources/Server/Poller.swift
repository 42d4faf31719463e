// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// Looks at the store and the snapshots now and then, on a thread of its own.
final class Poller: Sendable {
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let loop: any EventLoop
    private let task: RepeatedTask

    /// Starts to look; `loop` keeps the time.
    init(_ core: ServerCore, on loop: any EventLoop) {
        let (thread, interval) = (thread, TimeAmount(core.configuration.pollInterval))
        thread.start()
        self.loop = loop
        task = loop.scheduleRepeatedAsyncTask(initialDelay: interval, delay: interval) { _ in
            thread.runIfActive(eventLoop: loop) { core.poll() }
        }
    }

    /// Looks no more; returns when a look under way has ended and its loop knows, so that the loop may end as well.
    func stop() async {
        task.cancel()
        try? await thread.shutdownGracefully()
        try? await loop.submit {}.get()
    }
}
