// SPDX-License-Identifier: Apache-2.0

/// Why one row of a batch was refused while the rest was kept.
public struct Rejection: Hashable, Sendable {
    /// Position in the batch, from 0.
    public var index: Int
    /// The field that is wrong, such as `item`.
    public var field: String
    /// What is wrong with it and what would be right.
    public var reason: String

    /// Refuses the row at `index`.
    public init(index: Int, field: String, reason: String) {
        self.index = index
        self.field = field
        self.reason = reason
    }
}
