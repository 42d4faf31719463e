// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Which items meet requirements, and what to do when none does.
public struct MatchQuestion: Sendable {
    /// What must be met and what is wished for.
    public var requirements: [Requirement]
    /// Longest list wanted.
    public var count: Int
    /// Items listed for each relaxation.
    public var relaxationItemCount: Int
    /// Relaxations listed; those with the most items first.
    public var relaxationLimit: Int

    /// A question for that many items.
    public init(_ requirements: [Requirement], count: Int = 10, relaxationItemCount: Int = 3, relaxationLimit: Int = 10)
    {
        self.requirements = requirements
        self.count = count
        self.relaxationItemCount = relaxationItemCount
        self.relaxationLimit = relaxationLimit
    }
}

/// An item that meets what must be met.
public struct Match: Sendable, Hashable {
    /// The item.
    public var item: ItemIndex
    /// The sum of its points.
    public var score: Double
    /// What each wish adds, in the order of the wishes: its weight times how well it is met, 0 to 1.
    public var points: [Double]

    /// An item with its points.
    public init(item: ItemIndex, score: Double, points: [Double]) {
        self.item = item
        self.score = score
        self.points = points
    }
}

/// Requirements that need not be met for something to be found, as few as possible.
public struct Relaxation: Sendable, Hashable {
    /// Positions of the requirements to give up, ascending.
    public var dropped: [Int]
    /// For each of them, the value among the items it gives that comes nearest; nil for what is no number.
    public var nearest: [Double?]
    /// Items that meet the rest.
    public var count: Int
    /// The best of them.
    public var items: [Match]

    /// Requirements to give up, and what that gives.
    public init(dropped: [Int], nearest: [Double?], count: Int, items: [Match]) {
        self.dropped = dropped
        self.nearest = nearest
        self.count = count
        self.items = items
    }
}

/// What was found.
public struct MatchAnswer: Sendable, Hashable {
    /// Items that meet what must be met.
    public var count: Int
    /// The best of them.
    public var items: [Match]
    /// When there are none: all relaxations of the smallest size, or the first of them.
    public var relaxations: [Relaxation]
    /// How many relaxations of that size there are.
    public var relaxationCount: Int

    /// Items, or what to give up.
    public init(count: Int, items: [Match], relaxations: [Relaxation] = [], relaxationCount: Int = 0) {
        self.count = count
        self.items = items
        self.relaxations = relaxations
        self.relaxationCount = relaxationCount
    }
}
