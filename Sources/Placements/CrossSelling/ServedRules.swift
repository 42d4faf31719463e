// SPDX-License-Identifier: Apache-2.0

import Recommenders

/// Rules of a snapshot by the name of their recommender; one object, so that handing it on copies nothing.
final class ServedRules: Sendable {
    let name: String
    let book: RuleBook
    /// How its recommender weighs what a user did.
    let weights: EventWeights

    /// The rules of a recommender that has any to show.
    init?(_ entry: ServingModels.Entry) {
        guard let model = entry.model as? any RuleModel else { return nil }
        (name, book, weights) = (entry.name, model.book, entry.weights)
    }
}

extension ServingModels {
    /// The rules of the recommender of that name; for nil of the first of what is in the same basket, or of the first.
    ///
    /// - Throws: `unknownRecommender`; `unsupported` when it has no rules.
    func rules(of recommender: String?) throws(PlacementError) -> ServedRules {
        if let recommender {
            if let found = rules.first(where: { $0.name == recommender }) { return found }
            _ = try self.recommender(for: .recommender(recommender))
        } else if let first = rules.first(where: { $0.book.withinDays == nil }) ?? rules.first {
            return first
        }
        let names = rules.map(\.name).joined(separator: ", ")
        let subject = recommender.map { "“\($0)” of snapshot \(version)" } ?? "snapshot \(version)"
        throw PlacementError(
            .unsupported,
            "recommender: \(subject) has no rules; "
                + (names.isEmpty ? "fit a recommender of kind rules or sequential-rules" : "ask \(names)"))
    }
    /// The rules of what follows, beside those of what goes with a basket; nil where one recommender was asked for.
    func followingRules(beside asked: ServedRules, unless recommender: String?) -> ServedRules? {
        recommender == nil ? rules.first { $0.book.withinDays != nil && $0 !== asked } : nil
    }
}
