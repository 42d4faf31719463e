// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Wire

/// The service `Companions`.
extension LoopResources {
    func boughtTogether(_ request: CompanionsRequest) throws(WireError) -> CompanionsResponse {
        try companions(.boughtTogether, request)
    }

    func alsoViewed(_ request: CompanionsRequest) throws(WireError) -> CompanionsResponse {
        try companions(.alsoViewed, request)
    }

    func alternatives(_ request: CompanionsRequest) throws(WireError) -> CompanionsResponse {
        try companions(.alternatives, request)
    }

    /// From the customer's events as they are now: one recorded a moment ago counts.
    func buyAgain(_ request: BuyAgainRequest) throws(WireError) -> BuyAgainResponse {
        let query = BuyAgainQuery(
            user: request.user, recommender: request.recommender, dueOnly: request.dueOnly,
            options: ListOptions(
                count: request.limit ?? Self.standardCount, excluded: request.exclude,
                includesOutOfStock: request.includesOutOfStock))
        do throws(PlacementError) {
            let answer = try core.engine.buyAgain(query, at: .now, in: workspace)
            return BuyAgainResponse(
                recommendationID: nextRecommendationID(), snapshot: answer.snapshot, recommender: answer.recommender,
                horizonDays: answer.horizonDays, items: answer.items)
        } catch {
            throw WireError(error)
        }
    }

    private func companions(
        _ question: CompanionQuery.Question, _ request: CompanionsRequest
    ) throws(WireError) -> CompanionsResponse {
        let query = CompanionQuery(
            question, item: request.item, recommender: request.recommender,
            options: ListOptions(
                count: request.limit ?? Self.standardCount, excluded: request.exclude,
                includesOutOfStock: request.includesOutOfStock, for: request.user))
        do throws(PlacementError) {
            let answer = try core.engine.companions(query, at: .now, in: workspace)
            return CompanionsResponse(
                recommendationID: nextRecommendationID(), snapshot: answer.snapshot, recommender: answer.recommender,
                items: answer.items)
        } catch {
            throw WireError(error)
        }
    }
}
