// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Wire

/// The service `Recommendations`.
extension LoopResources {
    static let standardCount = 10

    func recommend(_ request: RecommendRequest) throws(WireError) -> RecommendResponse {
        let query = UserQuery(
            user: request.user, placement: request.placement ?? "home", excludesSeen: request.excludesSeen,
            explains: request.explains,
            options: ListOptions(
                count: request.limit ?? Self.standardCount, excluded: request.exclude,
                includesOutOfStock: request.includesOutOfStock))
        return try respond { now, workspace throws(PlacementError) in
            try core.engine.recommend(query, at: now, in: workspace)
        }
    }

    func similarItems(_ request: SimilarItemsRequest) throws(WireError) -> RecommendResponse {
        let query = ItemQuery(
            item: request.item, placement: request.placement ?? "product", by: request.likeness ?? .behaviour,
            explains: request.explains,
            options: ListOptions(
                count: request.limit ?? Self.standardCount, excluded: request.exclude,
                includesOutOfStock: request.includesOutOfStock, for: request.user))
        return try respond { now, workspace throws(PlacementError) in
            try core.engine.similar(query, at: now, in: workspace)
        }
    }

    func popular(_ request: PopularRequest) throws(WireError) -> RecommendResponse {
        let options = ListOptions(
            count: request.limit ?? Self.standardCount, excluded: request.exclude,
            includesOutOfStock: request.includesOutOfStock)
        return try respond { now, workspace throws(PlacementError) in
            try core.engine.popular(options, at: now, in: workspace)
        }
    }

    func respond(
        _ ask: (Timestamp, Workspace) throws(PlacementError) -> Recommendation
    ) throws(WireError) -> RecommendResponse {
        let answer: Recommendation
        do throws(PlacementError) { answer = try ask(.now, workspace) } catch { throw WireError(error) }
        return RecommendResponse(
            recommendationID: nextRecommendationID(), snapshot: answer.snapshot,
            items: answer.items, isPersonalised: answer.isPersonalised)
    }
}
