// SPDX-License-Identifier: Apache-2.0

import Recommenders

/// Rules of a snapshot by the name of their recommender; one object, so that handing it on copies nothing.
final class ServedRules: Sendable {
    let name: String
    let book: RuleBook

    /// The rules of a recommender that has any to show.
    init?(_ entry: ServingModels.Entry) {
        guard let model = entry.model as? any RuleModel else { return nil }
        (name, book) = (entry.name, model.book)
    }
}

extension ServingModels {
    /// The rules of the recommender of that name; of the first that has rules for nil.
    ///
    /// - Throws: `unknownRecommender`; `unsupported` when it has no rules.
    func rules(of recommender: String?) throws(PlacementError) -> ServedRules {
        if let recommender {
            if let found = rules.first(where: { $0.name == recommender }) { return found }
            _ = try self.recommender(for: .recommender(recommender))
        } else if let first = rules.first {
            return first
        }
        let names = rules.map(\.name).joined(separator: ", ")
        let subject = recommender.map { "“\($0)” of snapshot \(version)" } ?? "snapshot \(version)"
        throw PlacementError(
            .unsupported,
            "recommender: \(subject) has no rules; "
                + (names.isEmpty ? "fit a recommender of kind rules" : "ask \(names)"))
    }
}
