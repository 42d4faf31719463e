// SPDX-License-Identifier: Apache-2.0

/// A question that may take longer than an event loop can spare, answered a piece at a time.
///
/// Whoever runs it can stop between two pieces, and let others have their turn.
public protocol Report<Answer>: Sendable {
    /// What is answered.
    associatedtype Answer: Sendable

    /// Does the next piece.
    ///
    /// - Returns: the answer once it is complete.
    /// - Throws: when there will be none.
    mutating func advance(in workspace: Workspace) throws(PlacementError) -> Answer?
}
