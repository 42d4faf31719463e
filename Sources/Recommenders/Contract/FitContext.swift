// SPDX-License-Identifier: Apache-2.0

/// What a trainer is given besides data and settings; none of it but the seed changes the model.
public struct FitContext: Sendable {
    /// Where random numbers start.
    public var seed: UInt64
    /// Threads to work on; the result is the same with any number.
    public var threadCount: Int
    /// Told now and then what part of the work is done, from 0 to 1.
    public var progress: @Sendable (Double) -> Void

    /// A context; by default one thread and nobody listening.
    public init(seed: UInt64 = 42, threadCount: Int = 1, progress: @escaping @Sendable (Double) -> Void = { _ in }) {
        self.seed = seed
        self.threadCount = max(1, threadCount)
        self.progress = progress
    }
}
