// SPDX-License-Identifier: Apache-2.0

internal import CEpoll
internal import Glibc
internal import NIOConcurrencyHelpers
public import NIOCore
internal import NIOPosix

/// A thread that waits for its sockets, for their deadlines and for work from other threads, and does one thing at a
/// time.
///
/// Why not a general event loop: an answer of a recommender takes a few microseconds, and a pipeline of handlers,
/// promises and pending writes would take two more of each.
///
/// Deadlines are kept by the handlers. The loop knows the next one and then looks at all, at most once a millisecond:
/// that is as exact as the system's wait, and there is no queue of timers that calls could fill.
///
/// - Ownership: `execute`, `stop` from any thread; everything else on the loop's own.
public final class SocketLoop: @unchecked Sendable {  // what is not behind the lock is its own thread's
    private struct Work {
        var jobs: [@Sendable () -> Void] = []
        var isStopped = false
    }

    /// Bytes read from a socket at once.
    private static let inputByteCount = 64 << 10
    /// Sockets told of at once.
    private static let readyCount = 512

    /// Where bytes are read to before anybody has use for them; shared by the loop's sockets, one at a time.
    public var input = ByteBufferAllocator().buffer(capacity: inputByteCount)

    private let sockets: EpollSet
    private let alarm: Int32  // an eventfd, written to when there is work from another thread
    private let work = NIOLockedValueBox(Work())  // a lock that the thread sanitizer sees
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let threadID = NIOLockedValueBox<pthread_t?>(nil)
    private var handlers: [(any SocketHandler)?] = []  // by descriptor
    private var closing: [Int32] = []
    private var nextDeadline = NIODeadline.distantFuture
    /// When what is being seen to became ready.
    public private(set) var now = NIODeadline.now()
    private var isStopping = false

    /// Starts the thread.
    ///
    /// - Throws: ``SocketError`` when the process may open no more files.
    public init() throws(SocketError) {
        sockets = try EpollSet(capacity: Self.readyCount)
        alarm = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard alarm >= 0 else { throw .system("wake a thread") }
        sockets.add(alarm, as: Int(alarm), for: .reads)
        thread.start()
        thread.submit { [self] state in
            if case .active = state { run() }
        }
    }

    deinit { close(alarm) }

    /// Has the loop's thread do something, after what it was given before; false once the loop has stopped.
    @discardableResult
    public func execute(_ job: @escaping @Sendable () -> Void) -> Bool {
        let (isTaken, isFirst) = work.withLockedValue { work in
            if work.isStopped { return (false, false) }
            work.jobs.append(job)
            return (true, work.jobs.count == 1)
        }
        if isFirst { eventfd_write(alarm, 1) }
        return isTaken
    }

    /// The same, and waits until it is done; at once when the loop has stopped.
    public func perform(_ job: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            let isTaken = execute {
                job()
                continuation.resume()
            }
            if !isTaken { continuation.resume() }
        }
    }

    /// Does what was handed over, closes every socket, ends the thread and returns.
    public func stop() async {
        execute { self.isStopping = true }
        try? await thread.shutdownGracefully()
    }

    /// Stops the program unless this is the loop's thread.
    func preconditionOnThread() {
        precondition(threadID.withLockedValue { $0 } == pthread_self(), "a value of another thread's loop was touched")
    }
}

extension SocketLoop {
    /// Waits for the handler's socket, and keeps the handler until it is removed.
    public func add(_ handler: any SocketHandler, for interest: Readiness) {
        let place = Int(handler.descriptor)
        while handlers.count <= place { handlers.append(nil) }
        handlers[place] = handler
        sockets.add(handler.descriptor, as: place, for: interest)
        wake(at: handler.deadline)
    }

    /// Waits for something else than so far.
    public func change(_ handler: any SocketHandler, to interest: Readiness) {
        sockets.change(handler.descriptor, as: Int(handler.descriptor), to: interest)
    }

    /// Closes the handler's socket and lets go of the handler.
    ///
    /// The descriptor is free for another socket only when everything that is ready now has been seen to.
    public func remove(_ handler: any SocketHandler) {
        let place = Int(handler.descriptor)
        guard place < handlers.count, handlers[place] === handler else { return }
        handlers[place] = nil
        sockets.remove(handler.descriptor)
        closing.append(handler.descriptor)
        handler.socketIsClosing()
    }

    /// Looks at the handlers' deadlines at that time at the latest.
    public func wake(at deadline: NIODeadline) {
        if deadline < nextDeadline { nextDeadline = deadline }
    }
}

extension SocketLoop {
    private func run() {
        threadID.withLockedValue { $0 = pthread_self() }
        while !isStopping {
            let readyCount = sockets.wait(milliseconds: patience)
            now = .now()
            for position in 0..<readyCount {
                let (socket, readiness) = sockets[position]
                if socket == Int(alarm) { doJobs() } else { handlers[socket]?.socketIsReady(for: readiness) }
            }
            if nextDeadline <= now { seeToDeadlines() }
            closeRemoved()
        }
        finish()
    }

    /// Milliseconds until the next deadline, rounded up; -1 while there is none.
    private var patience: Int32 {
        if nextDeadline == .distantFuture { return -1 }
        let nanoseconds = max(0, (nextDeadline - now).nanoseconds)
        return Int32(clamping: (nanoseconds + 999_999) / 1_000_000)
    }

    private func doJobs() {
        var count: eventfd_t = 0
        eventfd_read(alarm, &count)
        for job in takeJobs(isStopped: false) { job() }
    }

    private func takeJobs(isStopped: Bool) -> [@Sendable () -> Void] {
        work.withLockedValue { work in
            work.isStopped = isStopped
            defer { work.jobs = [] }
            return work.jobs
        }
    }

    private func seeToDeadlines() {
        for case let handler? in handlers where handler.deadline <= now { handler.timeIsUp(at: now) }
        nextDeadline = .distantFuture
        for case let handler? in handlers { wake(at: handler.deadline) }
        if nextDeadline < now + .milliseconds(1) { nextDeadline = now + .milliseconds(1) }
    }

    private func closeRemoved() {
        for descriptor in closing { close(descriptor) }
        closing.removeAll(keepingCapacity: true)
    }

    private func finish() {
        for job in takeJobs(isStopped: true) { job() }
        for case let handler? in handlers { remove(handler) }
        closeRemoved()
    }
}

/// A value that only its loop's thread may touch, on its way through other threads.
public struct LoopBound<Value>: @unchecked Sendable {  // reading it anywhere else stops the program
    private let bound: Value
    private let loop: SocketLoop

    /// Binds a value that no other thread will touch.
    public init(_ value: Value, to loop: SocketLoop) {
        bound = value
        self.loop = loop
    }

    /// The value, on the loop's thread.
    public var value: Value {
        loop.preconditionOnThread()
        return bound
    }
}
