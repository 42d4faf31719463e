// SPDX-License-Identifier: Apache-2.0

/// What a walk through the whole store found.
public struct CheckReport: Hashable, Sendable {
    /// Problems listed at most.
    public static let problemLimit = 100

    /// How much there is, by counting.
    public var counts: StoreCounts
    /// The first problems, each naming the table and the entry.
    public var problems: [String] = []
    /// All problems, listed or not.
    public var problemCount = 0

    init(counts: StoreCounts) { self.counts = counts }

    /// Whether the store is sound.
    public var isSound: Bool { problemCount == 0 }

    mutating func add(_ problem: @autoclosure () -> String) {
        problemCount += 1
        if problems.count < Self.problemLimit { problems.append(problem()) }
    }
}
