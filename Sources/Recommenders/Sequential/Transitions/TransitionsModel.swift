// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Recommends what usually comes after the session's last items.
///
/// score(j) = Σ decay^p · weight(i_p → j) over the last items, i_p the one p places before the last.
///
/// - Sections: `itemCount` [1]; `offsets` items + 1; `items` and `similarities`, one entry a follower, each item's best first; `limits`
///   [2]: newest items, whether the current item is listed; `numbers` [1]: the decay.
public struct TransitionsModel: SessionModel {
    let followers: NeighbourLists
    private let newestItems: Int
    private let placeDecay: Float
    /// As the setting says.
    public let listsCurrentItem: Bool

    /// Items known when it was trained.
    public var itemCount: Int { followers.itemCount }

    init(_ followers: NeighbourLists, _ config: TransitionsConfig) {
        self.followers = followers
        newestItems = config.newestItems
        placeDecay = Float(config.placeDecay)
        listsCurrentItem = config.listsCurrentItem
    }

    /// Adds the followers of the last items.
    ///
    /// - Complexity: O(followers of the newest items).
    public func score(_ session: RunningSession, into board: inout Scoreboard) {
        let entries = newest(of: session)
        board.expect(additions: entries.reduce(0) { $0 + followers.range(of: $1.entry.item.rawValue).count })
        followers.add(entries.map(\.entry), into: &board)
    }

    /// What each of the last items adds.
    public func contributions(of session: RunningSession, to items: [ItemIndex]) -> [[Float]] {
        let newest = newest(of: session)
        return items.map { item in
            var parts = [Float](repeating: 0, count: session.items.count)
            for (position, entry) in newest {
                parts[position] = entry.weight * followers.similarity(of: entry.item.rawValue, to: item.rawValue)
            }
            return parts
        }
    }

    private func newest(of session: RunningSession) -> [(position: Int, entry: WeightedItem)] {
        let items = DistinctItems(of: session, limit: newestItems) { !followers.range(of: $0).isEmpty }
        var weight: Float = 1
        var weights: [Float] = []
        for _ in 0..<newestItems {
            weights.append(weight)
            weight *= placeDecay
        }
        return items.entries.map { item in
            let entry = WeightedItem(item: ItemIndex(rawValue: item.item), weight: weights[item.place])
            return (item.position, entry)
        }
    }

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: itemCount)
        followers.write(to: &sections)
        sections.write(SharedArray([UInt64(newestItems), listsCurrentItem ? 1 : 0]), as: "limits")
        sections.write(SharedArray([placeDecay]), as: "numbers")
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        followers = try NeighbourLists(sections: sections)
        let limits = try sections.read("limits", as: UInt64.self)
        let numbers = try sections.read("numbers", as: Float.self)
        guard limits.count == 2, numbers.count == 1, (1...100).contains(limits[0]),
            followers.itemCount == (try sections.readItemCount())
        else {
            throw RecommenderError(.malformedSection, "sections “limits” and “numbers” do not describe transitions")
        }
        (newestItems, listsCurrentItem, placeDecay) = (Int(limits[0]), limits[1] == 1, numbers[0])
    }
}
