// SPDX-License-Identifier: Apache-2.0

internal import Recommenders
public import Snapshots

extension Recipe {
    /// What is fitted when no recipe is named: the same as `models/default.yaml`.
    public static var standard: Recipe {
        Recipe(
            name: "default",
            events: Settings([
                "weights": [
                    "view": 1, "click": 1, "wishlist": 2, "cart": 3, "purchase": 5, "rating": 1, "return": -5,
                    "impression": 0,
                ]
            ]),
            recommenders: [
                RecommenderPlan(.popularity, events: Settings(["halfLifeDays": 30])),
                RecommenderPlan(
                    .itemKNN, settings: Settings(["similarity": "cosine", "weighting": "tf-idf", "neighbours": 50])),
            ])
    }

    /// The slots a recipe serves when it names none.
    ///
    /// `home` shows the first recommender that looks at the user, `product` item-kNN if there is one, else the same.
    /// `session` shows the first that is made for sessions; without one there is no such slot. Popularity, if it is
    /// fitted, fills up all of them.
    public static func standardPlacements(for recommenders: [RecommenderPlan]) -> [PlacementPlan] {
        guard let first = recommenders.first else { return [] }
        let home = recommenders.first { $0.kind != .popularity } ?? first
        let product = recommenders.first { $0.kind == .itemKNN } ?? home
        let popular = recommenders.first { $0.kind == .popularity }?.name
        var slots = [("home", home.name), ("product", product.name)]
        if let session = recommenders.first(where: { $0.kind == .sessionKNN || $0.kind == .transitions }) {
            slots.append(("session", session.name))
        }
        return slots.map { name, recommender in
            PlacementPlan(name: name, recommender: recommender, fallback: popular == recommender ? nil : popular)
        }
    }
}
