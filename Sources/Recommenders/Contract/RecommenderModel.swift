// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// An item of a user's history and how much it counts.
@frozen
public struct WeightedItem: Sendable, BitwiseCopyable {
    /// The item.
    public var item: ItemIndex
    /// Larger counts more; 0 or less says the user does not want it.
    public var weight: Float

    /// Pairs an item with its weight.
    @inlinable
    public init(item: ItemIndex, weight: Float) {
        self.item = item
        self.weight = weight
    }
}

/// What a trainer leaves behind: immutable, shared by every thread, usable where it lies in a snapshot.
///
/// A model knows items by index only. It never sees a store, a message or a socket.
public protocol RecommenderModel: Sendable {
    /// Items the model knows; it scores indices below this only.
    var itemCount: Int { get }

    /// Adds scores for a user with that history; an empty history may leave the board untouched.
    ///
    /// Items of the history may be scored too; the caller drops what was seen.
    func score(_ history: [WeightedItem], into board: inout Scoreboard)

    /// Scores several users one after the other: `body` is given each one's place and the board with their scores alone.
    ///
    /// A model that reads all it has learned for every user overrides this to read it once for many of them. Scores
    /// agree with those of `score(_:into:)` up to rounding.
    func scoreEach(
        _ histories: [[WeightedItem]], on board: inout Scoreboard, _ body: (Int, borrowing Scoreboard) -> Void)

    /// Adds scores for items like this one; an unknown item leaves the board untouched.
    func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard)

    /// How much each item of the history speaks for `item`, in the history's order; empty when the model cannot say.
    func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float]

    /// How much a user with that history wants the item: its score alone; 0 when the model says nothing of it.
    func affinity(of history: [WeightedItem], to item: ItemIndex) -> Float

    /// Hands over everything `init(sections:)` needs, each array under a name of its own.
    func write(to sections: inout some SectionWriter)

    /// Takes up a model where it lies.
    ///
    /// - Throws: when a section is missing or its length contradicts another's.
    init(sections: some SectionReader) throws(RecommenderError)
}

extension RecommenderModel {
    /// The sum of the contributions.
    public func affinity(of history: [WeightedItem], to item: ItemIndex) -> Float {
        contributions(of: history, to: item).reduce(0, +)
    }

    /// Scores one user after the other.
    public func scoreEach(
        _ histories: [[WeightedItem]], on board: inout Scoreboard, _ body: (Int, borrowing Scoreboard) -> Void
    ) {
        for (place, history) in histories.enumerated() {
            board.reset(itemCount: board.itemCount)
            score(history, into: &board)
            body(place, board)
        }
    }
}

/// A model that keeps its training users, and so can say who is like whom.
public protocol UserModel: RecommenderModel {
    /// Users known when it was trained.
    var userCount: Int { get }

    /// Adds to the board, whose places are users here, how alike each user is to one with that history.
    ///
    /// The user themself may be scored too; the caller leaves them out.
    func scoreUsers(like history: [WeightedItem], into board: inout Scoreboard)
}

/// Receives a model's arrays.
public protocol SectionWriter {
    /// Keeps the elements' bytes under the name.
    mutating func write<Element: BitwiseCopyable & Sendable>(_ elements: SharedArray<Element>, as name: String)
}

/// Gives a model's arrays back, in place.
public protocol SectionReader {
    /// The elements kept under the name.
    ///
    /// - Throws: `missingSection` when there is none, `malformedSection` when its size is no multiple of an element's.
    func read<Element: BitwiseCopyable & Sendable>(
        _ name: String, as type: Element.Type
    ) throws(RecommenderError) -> SharedArray<Element>

    /// A model that was taken up before this one, by its name in the recipe; nil when there is none.
    func recommender(named name: String) -> (any RecommenderModel)?
}

extension SectionReader {
    /// None: most models stand alone.
    public func recommender(named name: String) -> (any RecommenderModel)? { nil }
}
