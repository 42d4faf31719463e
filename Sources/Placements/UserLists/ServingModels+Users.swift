// SPDX-License-Identifier: Apache-2.0

import Recommenders
internal import Snapshots

extension ServingModels {
    /// A recommender that a question about users goes to.
    struct Asked {
        let entry: Entry
        /// The newest events of a user that count.
        let historyLimit: Int
    }

    /// The recommender asked; `standard` is that of `home`.
    ///
    /// - Throws: `unknownPlacement`, `unknownRecommender`.
    func recommender(for source: RecommenderSource) throws(PlacementError) -> Asked {
        switch source {
        case .standard: return try recommender(for: .placement("home"))
        case .placement(let name):
            let placement = try placement(named: name)
            return Asked(entry: placement.entry, historyLimit: placement.historyLimit)
        case .recommender(let name):
            guard let entry = entries.first(where: { $0.name == name }) else {
                let known = entries.map(\.name).joined(separator: ", ")
                throw PlacementError(
                    .unknownRecommender, "recommender: “\(name)” is not in snapshot \(version); it has \(known)")
            }
            return Asked(entry: entry, historyLimit: PlacementPlan.standardHistoryLimit)
        }
    }

    /// The recommender asked, if it keeps users; `standard` is the first that does.
    ///
    /// - Throws: `unsupported` when it keeps none, naming those that do; `unknownPlacement`, `unknownRecommender`.
    func userModel(for source: RecommenderSource) throws(PlacementError) -> (asked: Asked, model: any UserModel) {
        let keepers = entries.filter { $0.model is any UserModel }
        let asked: Asked
        if source == .standard, let first = keepers.first {
            asked = try recommender(for: .recommender(first.name))
        } else {
            asked = try recommender(for: source)
        }
        guard let model = asked.entry.model as? any UserModel else {
            let others = keepers.map(\.name).joined(separator: ", ")
            let remedy = keepers.isEmpty ? "fit one that does, such as user-knn" : "ask \(others)"
            throw PlacementError(
                .unsupported,
                "recommender: “\(asked.entry.name)” of snapshot \(version) keeps no users to compare with; \(remedy)")
        }
        return (asked, model)
    }
}
