// SPDX-License-Identifier: Apache-2.0

/// What is wrong with one of several criteria.
public struct CriterionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Place of the criterion, from 0.
    public var position: Int
    /// Which part of it: `attribute`, `function`, `function.tolerance`, `weight`.
    public var part: String
    /// What is wrong, and the remedy.
    public var reason: String

    /// An error with its explanation.
    public init(position: Int, part: String, reason: String) {
        self.position = position
        self.part = part
        self.reason = reason
    }

    /// The field and the reason.
    public var description: String { "criteria[\(position)].\(part): \(reason)" }
}
