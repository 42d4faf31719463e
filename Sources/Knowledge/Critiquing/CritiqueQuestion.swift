// SPDX-License-Identifier: Apache-2.0

public import Shop

/// How an item is to differ from a reference in one attribute.
public struct UnitCritique: Hashable, Sendable {
    /// Which way.
    public enum Direction: String, Sendable, CaseIterable {
        /// A smaller number.
        case lower
        /// A larger number.
        case higher
        /// The same number, text or flag; of a category, that one or one below it.
        case same
        /// Another number, text or flag.
        case different
    }

    /// Name of the attribute, or of an item's field.
    public var attribute: String
    /// Which way.
    public var direction: Direction

    /// A critique of one attribute.
    public init(_ attribute: String, _ direction: Direction) {
        self.attribute = attribute
        self.direction = direction
    }
}

/// One round of a conversation: an item that was shown, and what is to be different.
public struct CritiqueRound: Hashable, Sendable {
    /// The item that was shown.
    public var reference: ItemIndex
    /// What is to be different; none asks for what is like it.
    public var critiques: [UnitCritique]

    /// A round.
    public init(reference: ItemIndex, critiques: [UnitCritique]) {
        self.reference = reference
        self.critiques = critiques
    }
}

/// What a customer said so far: "like this, but cheaper", round after round.
public struct CritiqueQuestion: Sendable {
    /// The rounds, the newest last; at least one.
    public var rounds: [CritiqueRound]
    /// What must be met and what is wished for besides.
    public var requirements: [Requirement]
    /// Longest list wanted.
    public var count: Int
    /// Whether only items of the newest reference's category are wanted.
    public var staysInCategory: Bool

    /// A question for that many items.
    public init(
        _ rounds: [CritiqueRound], requirements: [Requirement] = [], count: Int = 10, staysInCategory: Bool = true
    ) {
        self.rounds = rounds
        self.requirements = requirements
        self.count = count
        self.staysInCategory = staysInCategory
    }
}

/// Where a critique stands.
public struct CritiquePlace: Hashable, Sendable {
    /// Position of its round.
    public var round: Int
    /// Position in the round.
    public var critique: Int

    /// A place.
    public init(round: Int, critique: Int) {
        self.round = round
        self.critique = critique
    }
}

/// An item that remains.
public struct CritiquedMatch: Hashable, Sendable {
    /// The item.
    public var item: ItemIndex
    /// The similarity plus the points of the wishes.
    public var score: Double
    /// How like the newest reference it is, 0 to 1.
    public var similarity: Double
    /// How it differs from the newest reference.
    public var differences: [UnitCritique]
}

/// Differences that many remaining items have together.
public struct CritiquePattern: Hashable, Sendable {
    /// The differences.
    public var critiques: [UnitCritique]
    /// How many of the remaining items have them.
    public var count: Int
}

/// What remains, and what could be asked for next.
public struct CritiqueAnswer: Hashable, Sendable {
    /// Items that remain.
    public var count: Int
    /// The best of them.
    public var items: [CritiquedMatch]
    /// The most telling patterns of what remains.
    public var compounds: [CritiquePattern]
    /// Earlier critiques that a later one contradicts, which no longer count.
    public var dropped: [CritiquePlace]
}
