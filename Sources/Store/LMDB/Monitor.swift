// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A lock around a state, and a way to sleep until the state is as wished.
///
/// Built on pthreads, so that the thread sanitizer sees it, and so that a wait can end at a moment.
final class Monitor<State>: @unchecked Sendable {  // the state is touched under the mutex only
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let state: UnsafeMutablePointer<State>

    init(_ initial: State) {
        state = .allocate(capacity: 1)
        state.initialize(to: initial)
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        state.deinitialize(count: 1)
        state.deallocate()
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs the closure while no other thread is inside.
    func withLock<Result, Failure: Error>(
        _ body: (inout State) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&state.pointee)
    }

    /// As `withLock`, and wakes those that wait for the state to change.
    func change<Result>(_ body: (inout State) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(condition)
            pthread_mutex_unlock(mutex)
        }
        return body(&state.pointee)
    }

    /// Sleeps until the state is ready or the moment has come, then runs the closure under the lock.
    func when<Result>(
        _ isReady: (State) -> Bool, until deadline: MonotonicTime? = nil, _ body: (inout State) -> Result
    ) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !isReady(state.pointee) {
            guard let deadline else {
                pthread_cond_wait(condition, mutex)
                continue
            }
            var moment = deadline.timespec
            if pthread_cond_timedwait(condition, mutex, &moment) == ETIMEDOUT { break }
        }
        return body(&state.pointee)
    }
}

/// A moment of the clock that never goes back.
struct MonotonicTime: Sendable {
    private let nanoseconds: Int64

    /// That long from now.
    init(after wait: Duration) {
        var now = Glibc.timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let (seconds, attoseconds) = wait.components
        nanoseconds =
            Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
            + seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    var timespec: Glibc.timespec {
        Glibc.timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    }
}
