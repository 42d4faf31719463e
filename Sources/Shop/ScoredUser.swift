// SPDX-License-Identifier: Apache-2.0

/// A user of an answer, and how good they are in it.
public struct ScoredUser: Hashable, Sendable {
    /// External id.
    public var id: String
    /// Higher is better.
    public var score: Float

    /// Pairs a user with their score.
    public init(id: String, score: Float) {
        self.id = id
        self.score = score
    }
}
