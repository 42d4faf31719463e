// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Wire

/// The service `Utility`.
extension LoopResources {
    /// Items up to which a question is answered on the event loop: about half a millisecond's.
    private static let loopItemLimit = 50_000

    /// Scores every item: here where they are few, else away from the event loop.
    func recommendByUtility(
        _ request: RecommendByUtilityRequest, token: CallToken, reply: @escaping Reply<RecommendByUtilityResponse>
    ) throws(WireError) {
        let query = UtilityQuery(
            criteria: request.criteria, user: request.user, segment: request.segment, category: request.category,
            recommender: request.recommender,
            options: ListOptions(
                count: request.limit ?? Self.standardCount, excluded: request.exclude,
                includesOutOfStock: request.includesOutOfStock))
        let id = nextRecommendationID()
        guard core.engine.itemCount(in: workspace) <= Self.loopItemLimit else {
            return core.reports.submit(core.engine.utilityReport(query, at: .now), token: token, reply: reply) {
                RecommendByUtilityResponse($0, recommendationID: id)
            }
        }
        do throws(PlacementError) {
            let list = try core.engine.recommendByUtility(query, at: .now, in: workspace)
            reply(.success(RecommendByUtilityResponse(list, recommendationID: id)))
        } catch {
            throw WireError(error)
        }
    }
}

extension RecommendByUtilityResponse {
    fileprivate init(_ list: UtilityList, recommendationID: String) {
        self.init(
            recommendationID: recommendationID, snapshot: list.snapshot, source: list.source.rawValue,
            segment: list.segment ?? "", attributes: list.attributes, items: list.items)
    }
}
