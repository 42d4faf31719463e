// SPDX-License-Identifier: Apache-2.0

/// A field of an item that cannot be taken up.
public struct ItemFault: Equatable, Sendable {
    /// The field, such as `attributes.embedding`.
    public var field: String
    /// What is wrong with it, and the remedy.
    public var reason: String

    /// A fault out of its parts.
    public init(field: String, reason: String) {
        self.field = field
        self.reason = reason
    }
}
