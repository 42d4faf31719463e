// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Turns a user's interactions into a history: each item once, with what all that was done to it weighs.
///
/// Training adds a pair's events up; serving must do the same, or a model is asked about users it never learned of.
///
/// - Complexity: O(interactions), without allocation once the arrays have grown.
/// - Ownership: one thread at a time; a merger belongs to an event loop or to a worker.
public struct HistoryMerger: ~Copyable {
    private var places: [UInt32]  // by item: its place in the history plus one; 0 between calls

    /// A merger for about that many items; it grows when it meets a higher index.
    public init(itemCount: Int) { places = [UInt32](repeating: 0, count: itemCount) }

    /// Replaces `history` with the merged interactions, in the order in which the items first come.
    ///
    /// Only the first `limit` interactions count: the newest, when they come newest first.
    /// Items whose sum is 0 or less stay in: the models leave them out of what the user wants.
    public mutating func merge(
        _ interactions: [Interaction], weights: EventWeights, now: Timestamp,
        limit: Int = .max, into history: inout [WeightedItem]
    ) {
        history.removeAll(keepingCapacity: true)
        for interaction in interactions.prefix(limit) {
            let weight = weights.weight(of: interaction, now: now)
            let item = Int(interaction.item.rawValue)
            if item >= places.count { grow(toHold: item) }
            if places[item] == 0 {
                history.append(WeightedItem(item: interaction.item, weight: weight))
                places[item] = UInt32(truncatingIfNeeded: history.count)
            } else {
                history[Int(places[item]) - 1].weight += weight
            }
        }
        for entry in history { places[Int(entry.item.rawValue)] = 0 }
    }

    private mutating func grow(toHold item: Int) {
        let wanted = max(item + 1, places.count * 2)
        places += [UInt32](repeating: 0, count: wanted - places.count)
    }
}
