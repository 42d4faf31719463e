// SPDX-License-Identifier: Apache-2.0

/// What a trainer is given besides data and settings; none of it but the seed and `fitted` changes the model.
public struct FitContext: Sendable {
    /// Where random numbers start.
    public var seed: UInt64
    /// Threads to work on; the result is the same with any number.
    public var threadCount: Int
    /// Told now and then what part of the work is done, from 0 to 1.
    public var progress: @Sendable (Double) -> Void
    /// Models fitted before this one on the same dataset, by their names in the recipe: what a blend is made of.
    public var fitted: [String: any RecommenderModel]

    /// A context; by default one thread, nobody listening and nothing fitted before.
    public init(
        seed: UInt64 = 42, threadCount: Int = 1, fitted: [String: any RecommenderModel] = [:],
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) {
        self.seed = seed
        self.threadCount = max(1, threadCount)
        self.progress = progress
        self.fitted = fitted
    }
}
