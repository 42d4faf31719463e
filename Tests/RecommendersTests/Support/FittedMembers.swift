// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop

extension RecommenderKind {
    /// Fits the kind, and first what it is made of if it is made of others.
    func fitted(
        _ data: Dataset, settings: Settings = Settings(), context: FitContext = FitContext()
    ) throws -> any RecommenderModel {
        var settings = settings
        for (name, value) in contractSettings where settings.values[name] == nil { settings.values[name] = value }
        if self == .content {
            var data = data
            if data.items.isEmpty, data.interactions.count > 0 {
                data.items = (0..<data.itemCount).map { ItemSamples.coloured($0) }
            }
            return try fit(data, settings: settings, context: context)
        }
        if self == .utility { return try fit(data.described, settings: settings, context: context) }
        var context = context
        if self == .warm {
            if settings.values["member"] == nil { settings.values["member"] = "ials" }
            context.fitted = try WarmMember.fitted(data, context: context)
        }
        guard self == .blend else { return try fit(data, settings: settings, context: context) }
        if settings.values["members"] == nil { settings.values["members"] = ["cosine": 0.7, "jaccard": 0.3] }
        context.fitted = try BlendMembers.fitted(data, context: context)
        return try fit(data, settings: settings, context: context)
    }

    /// Takes up what was written, beside what it is made of.
    func taken(_ sections: MemorySections, members data: Dataset) throws -> any RecommenderModel {
        var sections = sections
        if self == .warm { sections.earlier = try WarmMember.fitted(data) }
        if self == .blend { sections.earlier = try BlendMembers.fitted(data) }
        return try load(sections)
    }
}

extension RecommenderKind {
    /// What the contract's data, views alone and without orders, make a kind need.
    private var contractSettings: [String: Setting] {
        switch self {
        case .coOccurrence:
            ["within": "user", "from": "view", "to": "view", "falseDiscoveryRate": 1, "minimumCount": 1]
        case .replenishment: ["event": "view"]
        case .sequentialRules: ["afterDays": 0, "minimumSupport": 1, "minimumLift": 0]
        case .substitutes: ["purchase": "view"]
        case .utility:
            [
                "attributes": ["price": "plain", "size": Setting.ordinal("small", "medium", "large")],
                "weights": ["view": 1],
            ]
        default: [:]
        }
    }

    /// Whether it proposes what a user has had nothing to do with, and by what they have.
    var proposesNewItems: Bool { !isSameForEverybody && self != .replenishment }

    /// Whether the order of a history means nothing to it.
    var ignoresOrder: Bool { self != .transitions && self != .sequentialRules }
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

extension RecommenderKind {
    /// Whether it has one order of items for everybody, history or none.
    var isSameForEverybody: Bool { [.popularity, .utility, .demographic, .demographicKNN].contains(self) }
}

extension Dataset {
    /// The same with items that have attributes, if nothing is said of them: what the utility of the contract tests judges.
    fileprivate var described: Dataset {
        guard items.isEmpty else { return self }
        var dataset = self
        dataset.items = (0..<itemCount).map { position in
            var item = Item(id: "\(position)")
            item.price = Double(position * 7 % 10)
            item.attributes["size"] = .text(["small", "medium", "large"][position % 3])
            return item
        }
        return dataset
    }
}

extension Setting {
    fileprivate static func ordinal(_ words: Setting...) -> Setting { ["function": "ordinal", "words": .list(words)] }
}

/// What the warm model of the contract tests is made of.
enum WarmMember {
    static func fitted(
        _ data: Dataset, context: FitContext = FitContext()
    ) throws -> [String: any RecommenderModel] {
        let settings = Settings(["factors": 2, "regularization": 1])
        return ["ials": try RecommenderKind.ials.fit(data, settings: settings, context: context)]
    }
}
