// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Makes many small changes durable together: one thread gathers what arrives within a moment into one transaction with
/// one fsync, then answers all of them.
///
/// Changes take effect in the order in which they were submitted. When the queue is full a change is answered `busy` at
/// once, on the caller's thread; every other answer comes on the committer's own thread and should be short.
public final class GroupCommitter: Sendable {
    /// Called once with what became of a change.
    public typealias Answer = @Sendable (Result<ChangeReceipt, StoreError>) -> Void

    private let queue: ChangeQueue
    private let isFinished = Monitor(false)

    /// Starts the thread.
    ///
    /// - Throws: `failed` when the system has no thread left.
    public init(_ store: ShopStore, config: GroupCommitConfig = GroupCommitConfig()) throws(StoreError) {
        queue = ChangeQueue(config)
        try Thread.start { [queue, isFinished] in
            while let batch = queue.next() { Self.commit(batch, to: store) }
            isFinished.change { $0 = true }
        }
    }

    deinit { queue.close() }

    /// Hands in a change; its answer says it is durable, or why not.
    public func submit(_ change: StoreChange, then answer: @escaping Answer) {
        if let refusal = queue.add(change, answer) { answer(.failure(refusal)) }
    }

    /// Takes no more changes, and returns when those handed in are durable and answered.
    ///
    /// An answer must not call it: it would wait for itself.
    public func shutDown() {
        queue.close()
        isFinished.when({ $0 }) { _ in }
    }

    private static func commit(_ batch: [ChangeQueue.Entry], to store: ShopStore) {
        let results: [Result<ChangeReceipt, StoreError>]
        do throws(StoreError) { results = try store.commit(batch.map(\.change)) } catch {
            for entry in batch { entry.answer(.failure(error)) }
            return
        }
        for (entry, result) in zip(batch, results) { entry.answer(result) }
    }
}

/// How a ``GroupCommitter`` trades delay for size.
public struct GroupCommitConfig: Sendable {
    /// How long the first change of a transaction waits for others.
    public var gatheringTime = Duration.milliseconds(2)
    /// Events, items and users of one transaction; reaching it ends the wait.
    public var transactionLimit = 20_000
    /// Events, items and users that may wait; more are answered `busy`.
    ///
    /// A single larger change is taken when none waits.
    public var queueLimit = 100_000

    /// The usual choices.
    public init() {}
}

/// Changes waiting for the committer's thread.
final class ChangeQueue: Sendable {
    struct Entry: Sendable {
        var change: StoreChange
        var answer: GroupCommitter.Answer
    }

    private struct State {
        var entries: [Entry] = []
        var count = 0
        var isClosed = false
    }

    private let config: GroupCommitConfig
    private let state = Monitor(State())

    init(_ config: GroupCommitConfig) { self.config = config }

    /// Takes a change, or says why not.
    func add(_ change: StoreChange, _ answer: @escaping GroupCommitter.Answer) -> StoreError? {
        let limit = config.queueLimit
        return state.change { state in
            if state.isClosed { return StoreError(.closed, "the store is shutting down; nothing was kept") }
            if !state.entries.isEmpty, state.count + change.count > limit {
                return StoreError(
                    .busy, "\(state.count) changes wait already, the limit is \(limit); send it again later")
            }
            state.entries.append(Entry(change: change, answer: answer))
            state.count += change.count
            return nil
        }
    }

    /// The changes of the next transaction, oldest first; nil when the queue is closed and empty.
    func next() -> [Entry]? {
        let isOpen = state.when({ !$0.entries.isEmpty || $0.isClosed }) { !$0.entries.isEmpty }
        guard isOpen else { return nil }
        let limit = config.transactionLimit
        let deadline = MonotonicTime(after: config.gatheringTime)
        return state.when({ $0.count >= limit || $0.isClosed }, until: deadline) { state in
            var batch: [Entry] = []
            var count = 0
            for entry in state.entries where batch.isEmpty || count + entry.change.count <= limit {
                batch.append(entry)
                count += entry.change.count
            }
            state.entries.removeFirst(batch.count)
            state.count -= count
            return batch
        }
    }

    func close() { state.change { $0.isClosed = true } }
}

/// A thread of the operating system.
enum Thread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs the closure on a new thread, which ends with it.
    static func start(_ body: @escaping @Sendable () -> Void) throws(StoreError) {
        let boxed = Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, boxed.toOpaque())
        guard result == 0 else {
            boxed.release()
            throw StoreError(lmdb: result, doing: "starting the store's writer thread")
        }
        pthread_detach(thread)
    }
}
