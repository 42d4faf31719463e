// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Wire

/// The service `Sessions`.
extension LoopResources {
    func nextInSession(_ request: NextInSessionRequest) throws(WireError) -> NextInSessionResponse {
        let query = SessionQuery(
            items: request.items, session: request.session, placement: request.placement,
            excludesSeen: request.excludesSeen, explains: request.explains,
            options: ListOptions(
                count: request.limit ?? Self.standardCount, excluded: request.exclude,
                includesOutOfStock: request.includesOutOfStock, for: request.user))
        let next: NextItems
        do throws(PlacementError) {
            next = try core.engine.next(query, at: .now, in: workspace)
        } catch {
            throw WireError(error)
        }
        return NextInSessionResponse(
            recommendationID: nextRecommendationID(), snapshot: next.recommendation.snapshot,
            items: next.recommendation.items, isPersonalised: next.recommendation.isPersonalised,
            unknown: next.unknown)
    }
}
