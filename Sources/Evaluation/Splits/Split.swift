// SPDX-License-Identifier: Apache-2.0

public import Recommenders

/// What a model may learn from, and what is held out to judge it by.
///
/// Users without anything held out are not judged, nor, but by `cold-users`, are those whose history is empty.
public struct Split: Sendable {
    /// What the model is fitted on; users and items keep these indices.
    public let training: Dataset
    /// What the judged users are known by, when that is not in the training part; nil when it is.
    public let foldIn: Dataset?
    /// What each judged user went on to want, by user.
    public let wanted: [WantedItems]
    /// Whether each item may be in a list, by index; nil when any may.
    public var candidates: [Bool]?

    /// What the judged users are known by.
    public var histories: Dataset { foldIn ?? training }

    /// A split made elsewhere.
    ///
    /// - Parameter foldIn: users and items have the same indices as in the training part.
    public init(training: Dataset, foldIn: Dataset? = nil, wanted: [WantedItems]) {
        self.training = training
        self.foldIn = foldIn
        self.wanted = wanted
    }
}

/// What one user went on to want.
public struct WantedItems: Sendable, Equatable {
    /// The user's index in the training data.
    public let user: UInt32
    /// Items that the training data knows, ascending, without repeats.
    public let items: [UInt32]
    /// Different items that the training data does not know: no model can hit them, but they were wanted.
    public let unknownCount: Int

    /// Different items wanted.
    public var count: Int { items.count + unknownCount }

    /// One user's wants.
    public init(user: UInt32, items: [UInt32], unknownCount: Int = 0) {
        self.user = user
        self.items = items.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        self.unknownCount = unknownCount
    }
}
