// SPDX-License-Identifier: Apache-2.0

/// What two items are seen to be alike by.
public enum Likeness: String, Sendable, CaseIterable {
    /// What customers did: whatever recommender the placement has.
    case behaviour
    /// What the shop says of the items.
    case content
    /// Both, each list's best score counting 1.
    case both
}
