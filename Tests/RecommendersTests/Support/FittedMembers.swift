// SPDX-License-Identifier: Apache-2.0

import Recommenders

extension RecommenderKind {
    /// Fits the kind, and first what it is made of if it is made of others.
    func fitted(
        _ data: Dataset, settings: Settings = Settings(), context: FitContext = FitContext()
    ) throws -> any RecommenderModel {
        guard self == .blend else { return try fit(data, settings: settings, context: context) }
        var (settings, context) = (settings, context)
        if settings.values["members"] == nil { settings.values["members"] = ["cosine": 0.7, "jaccard": 0.3] }
        context.fitted = try BlendMembers.fitted(data, context: context)
        return try fit(data, settings: settings, context: context)
    }

    /// Takes up what was written, beside what it is made of.
    func taken(_ sections: MemorySections, members data: Dataset) throws -> any RecommenderModel {
        var sections = sections
        if self == .blend { sections.earlier = try BlendMembers.fitted(data) }
        return try load(sections)
    }
}

/// What the blend of the contract tests is made of.
enum BlendMembers {
    static func fitted(
        _ data: Dataset, context: FitContext = FitContext()
    ) throws -> [String: any RecommenderModel] {
        [
            "cosine": try RecommenderKind.itemKNN.fit(data, context: context),
            "jaccard": try RecommenderKind.itemKNN.fit(
                data, settings: Settings(["similarity": "jaccard"]), context: context),
        ]
    }
}
