// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
public import Store

/// Memory that one thread reuses from request to request: nothing is allocated per candidate.
///
/// - Ownership: one thread at a time; an event loop has one. That is why no access is checked for overlap at run time.
public final class Workspace {
    /// Reads the store on this thread.
    public let reader: StoreReader
    @exclusivity(unchecked) var board = Scoreboard(itemCount: 0)
    @exclusivity(unchecked) var events: [Interaction] = []
    @exclusivity(unchecked) var merger = HistoryMerger(itemCount: 0)
    @exclusivity(unchecked) var history: [WeightedItem] = []
    @exclusivity(unchecked) var attributes: [String: AttributeValue] = [:]
    @exclusivity(unchecked) var barred = ItemMarks()
    @exclusivity(unchecked) var basket: [ItemIndex] = []
    @exclusivity(unchecked) var ruleChooser = RuleChooser()
    @exclusivity(unchecked) var chosenRules: [ChosenRule] = []

    @exclusivity(unchecked) var published = RecommendationEngine.Published()
    @exclusivity(unchecked) var generation: UInt64 = 0

    /// A workspace that reads through that reader.
    public init(reader: StoreReader) { self.reader = reader }
}
