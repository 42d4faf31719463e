// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop

extension ServingModels {
    /// The recommender that answers a question about an item.
    ///
    /// - Throws: `unsupported` when none can, or the one named cannot; `unknownRecommender`.
    func companions(_ question: CompanionQuery.Question, named name: String?) throws(PlacementError) -> Entry {
        if let name {
            let entry = try recommender(for: .recommender(name)).entry
            if question.canBeAnswered(by: entry.model) { return entry }
            throw cannot(name, question.demand)
        }
        let best = entries.min { first, second in
            question.rank(of: first.model) < question.rank(of: second.model)
        }
        guard let best, question.rank(of: best.model) < .max else { throw nobody(question.demand) }
        return best
    }

    /// The recommender that knows repeats.
    ///
    /// - Throws: as above.
    func repeats(named name: String?) throws(PlacementError) -> (entry: Entry, model: any RepeatModel) {
        let demand = "knows when customers buy again; fit one of kind replenishment"
        if let name {
            let entry = try recommender(for: .recommender(name)).entry
            guard let model = entry.model as? any RepeatModel else { throw cannot(name, demand) }
            return (entry, model)
        }
        for entry in entries {
            if let model = entry.model as? any RepeatModel { return (entry, model) }
        }
        throw nobody(demand)
    }

    private func cannot(_ name: String, _ demand: String) -> PlacementError {
        PlacementError(
            .unsupported, "recommender: “\(name)” of snapshot \(version) is none that \(demand)")
    }

    private func nobody(_ demand: String) -> PlacementError {
        PlacementError(.unsupported, "snapshot \(version) has no recommender that \(demand)")
    }
}

extension CompanionQuery.Question {
    fileprivate func canBeAnswered(by model: any RecommenderModel) -> Bool {
        switch self {
        case .boughtTogether, .alsoViewed: model is any PairModel
        case .alternatives: model is any SubstituteModel
        }
    }

    /// The lowest answers when nobody is named, the first of the recipe among equals; `max` cannot.
    fileprivate func rank(of model: any RecommenderModel) -> Int {
        switch self {
        case .boughtTogether:
            guard let relation = (model as? any PairModel)?.relation, relation.from == .purchase else { return .max }
            return relation.to == .purchase ? 0 : .max
        case .alsoViewed:
            guard let relation = (model as? any PairModel)?.relation, relation.from == .view else { return .max }
            return relation.to == .view ? 0 : 1
        case .alternatives:
            guard let model = model as? any SubstituteModel else { return .max }
            return model.isUpSell ? 1 : 0
        }
    }

    fileprivate var demand: String {
        switch self {
        case .boughtTogether: "counts what is bought together; fit one of kind co-occurrence"
        case .alsoViewed: "counts what is looked at together; fit one of kind co-occurrence with from: view"
        case .alternatives: "knows what can stand for an item; fit one of kind substitutes"
        }
    }
}
