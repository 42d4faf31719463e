// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Wire

/// The service `CrossSelling`.
extension LoopResources {
    private static let standardPageSize = 100

    func crossSell(_ request: CrossSellRequest) throws(WireError) -> CrossSellResponse {
        let query = CrossSellQuery(
            request.basket.isEmpty ? .cart(of: request.user ?? "") : .items(request.basket),
            recommender: request.recommender,
            fills: request.fills,
            following: request.following,
            options: ListOptions(
                count: request.limit ?? Self.standardCount, excluded: request.exclude,
                includesOutOfStock: request.includesOutOfStock, for: request.user))
        let answer: CrossSellAnswer
        do throws(PlacementError) { answer = try core.engine.crossSell(query, at: .now, in: workspace) } catch {
            throw WireError(error)
        }
        return CrossSellResponse(
            recommendationID: nextRecommendationID(), snapshot: answer.snapshot, recommender: answer.recommender,
            items: answer.items, unknown: answer.unknown, cart: answer.cart)
    }

    /// A page of rules, looked for away from the event loop.
    func rules(
        _ request: RulesRequest, token: CallToken, reply: @escaping Reply<RulesResponse>
    ) throws(WireError) {
        var query = RulesQuery()
        (query.recommender, query.item, query.side) = (request.recommender, request.item, request.side)
        (query.category, query.sort) = (request.category, request.sort)
        query.minimumCount = request.minimumCount
        query.minimumConfidence = request.minimumConfidence
        query.minimumLift = request.minimumLift
        query.pageSize = request.pageSize ?? Self.standardPageSize
        query.after = try Self.position(fromToken: request.pageToken)
        core.reports.submit(core.engine.rules(query), token: token, reply: reply) { page in
            RulesResponse(
                snapshot: page.snapshot, recommender: page.recommender, basketCount: page.basketCount,
                total: page.total, rules: page.rules, nextPageToken: page.next.map(Self.token))
        }
    }

    private static func token(of position: RulePosition) -> String {
        [position.snapshot, UInt64(position.value.bitPattern), UInt64(position.rule)]
            .map { String($0, radix: 36) }.joined(separator: ".")
    }

    private static func position(fromToken token: String?) throws(WireError) -> RulePosition? {
        guard let token else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map { UInt64($0, radix: 36) }
        guard parts.count == 3, let snapshot = parts[0], let bits = parts[1].flatMap(UInt32.init(exactly:)),
            let rule = parts[2].flatMap(UInt32.init(exactly:)), !Float(bitPattern: bits).isNaN
        else { throw WireError(.outOfRange, "page_token: “\(token)” was not given by this method") }
        return RulePosition(snapshot: snapshot, value: Float(bitPattern: bits), rule: rule)
    }
}
