// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Where one thread leaves batches and another takes them up; it holds few, so that neither runs far ahead.
///
/// - Note: Unchecked because the compiler does not know that `condition` guards every stored property.
final class Handover<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var waiting: [Element] = []
    private var outcome: Result<Void, ImportError>?
    private var isCancelled = false

    init(capacity: Int) { self.capacity = capacity }

    /// Leaves one, waiting for room; false when nobody wants it any more.
    func put(_ element: Element) -> Bool {
        condition.withLock {
            while waiting.count >= capacity, !isCancelled { condition.wait() }
            if isCancelled { return false }
            waiting.append(element)
            condition.broadcast()
            return true
        }
    }

    /// Says that no more will come, and why.
    func finish(_ outcome: Result<Void, ImportError>) {
        condition.withLock {
            self.outcome = outcome
            condition.broadcast()
        }
    }

    /// Takes the oldest one, waiting for it; nil when all are taken and no more will come.
    ///
    /// - Throws: what the other side finished with, after everything it had left before.
    func take() throws(ImportError) -> Element? {
        let next: Result<Element?, ImportError> = condition.withLock {
            while waiting.isEmpty, outcome == nil { condition.wait() }
            if !waiting.isEmpty {
                defer { condition.broadcast() }
                return .success(waiting.removeFirst())
            }
            if case .failure(let error) = outcome { return .failure(error) }
            return .success(nil)
        }
        return try next.get()
    }

    /// Wants no more, and waits until the other side has noticed.
    func cancel() {
        condition.withLock {
            isCancelled = true
            waiting = []
            condition.broadcast()
            while outcome == nil { condition.wait() }
        }
    }
}
