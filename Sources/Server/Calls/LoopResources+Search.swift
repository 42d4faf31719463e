// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Wire

/// The service `Search`.
extension LoopResources {
    func searchItems(_ request: SearchItemsRequest) throws(WireError) -> RecommendResponse {
        let query = SearchQuery(
            text: request.query,
            options: ListOptions(
                count: request.limit ?? Self.standardCount, excluded: request.exclude,
                includesOutOfStock: request.includesOutOfStock))
        return try respond { now, workspace throws(PlacementError) in
            try core.engine.search(query, at: now, in: workspace)
        }
    }
}
