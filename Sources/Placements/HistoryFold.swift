// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop

/// Turns a user's newest events into what a recommender scores from: each item once, with its summed weight.
///
/// The same weighting that training used, so an item counts for a live user as it counted for those learned from.
/// Items whose weights sum to 0 or less (returned, disliked) are left out, as they are in training.
///
/// - Complexity: O(events), no allocation once the arrays have grown.
struct HistoryFold {
    /// The newest distinct items, newest first.
    private(set) var items: [WeightedItem] = []
    private var known = ItemMarks()
    private var positions: [Int32] = []

    /// Folds events, newest first, of which the newest `limit` distinct items count.
    mutating func fold(_ events: [Interaction], weights: EventWeights, now: Timestamp, limit: Int) {
        items.removeAll(keepingCapacity: true)
        known.removeAll()
        for event in events {
            let position = Int(event.item.rawValue)
            if known.insert(event.item) {
                guard items.count < limit else { continue }
                remember(items.count, at: position)
                items.append(WeightedItem(item: event.item, weight: weights.weight(of: event, now: now)))
            } else if let place = place(at: position, of: event.item) {
                items[place].weight += weights.weight(of: event, now: now)
            }
        }
        items.removeAll { !($0.weight > 0) }
    }

    private mutating func remember(_ place: Int, at position: Int) {
        if position >= positions.count {
            positions.append(contentsOf: repeatElement(-1, count: max(position + 1, 2 * positions.count) - positions.count))
        }
        positions[position] = Int32(truncatingIfNeeded: place)
    }

    /// Where the item stands in this fold; nil when it came too late to count.
    private func place(at position: Int, of item: ItemIndex) -> Int? {
        guard position < positions.count else { return nil }
        let place = Int(positions[position])
        return place >= 0 && place < items.count && items[place].item == item ? place : nil
    }
}
