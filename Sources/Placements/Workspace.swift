// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
public import Store

/// Memory that one thread reuses from request to request: nothing is allocated per candidate.
///
/// - Ownership: one thread at a time; an event loop has one.
public final class Workspace {
    /// Reads the store on this thread.
    public let reader: StoreReader
    var board = Scoreboard(itemCount: 0)
    var events: [Interaction] = []
    var merger = HistoryMerger(itemCount: 0)
    var history: [WeightedItem] = []
    var barred = ItemMarks()

    var published = RecommendationEngine.Published()
    var generation: UInt64 = 0

    /// A workspace that reads through that reader.
    public init(reader: StoreReader) { self.reader = reader }
}
