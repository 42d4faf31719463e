// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Which recommender of a snapshot is asked for users.
public enum RecommenderSource: Sendable, Equatable {
    /// The one that suits the question: for an audience that of `home`, for similar users the first that keeps users.
    case standard
    /// That of a placement.
    case placement(String)
    /// One by the name it has in the recipe.
    case recommender(String)
}

/// Asks who is like a user.
public struct SimilarUsersQuery: Sendable, Equatable {
    /// External id.
    public var user: String
    /// Longest list wanted, 1-1,000.
    public var count: Int
    /// Who is asked.
    public var source: RecommenderSource

    /// A question for the users like one.
    public init(user: String, count: Int = 10, source: RecommenderSource = .standard) {
        self.user = user
        self.count = count
        self.source = source
    }
}

/// Asks who is most likely to want an item.
public struct AudienceQuery: Sendable, Equatable {
    /// External id.
    public var item: String
    /// Longest list wanted, 1-1,000.
    public var count: Int
    /// Who is asked.
    public var source: RecommenderSource
    /// Whether users who have bought or rated the item are listed too.
    public var includesOwners: Bool

    /// A question for an item's audience.
    public init(
        item: String, count: Int = 10, source: RecommenderSource = .standard, includesOwners: Bool = false
    ) {
        self.item = item
        self.count = count
        self.source = source
        self.includesOwners = includesOwners
    }
}

/// An answer: best first, ties by the order in which users became known.
public struct UserList: Sendable, Equatable {
    /// Version of the snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// Name of the recommender that answered.
    public var recommender: String
    /// The list; shorter than asked for when the recommender knows of fewer.
    public var users: [ScoredUser]

    /// What is answered while no snapshot is published.
    static let empty = UserList(snapshot: 0, recommender: "", users: [])
}
