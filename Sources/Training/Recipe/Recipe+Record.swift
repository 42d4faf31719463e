// SPDX-License-Identifier: Apache-2.0

public import Recommenders
internal import Snapshots

extension Recipe {
    /// The recipe as plain values, its defaults included: what a manifest keeps, beside the seed.
    public var record: [String: Setting] {
        [
            "name": .text(name), "events": .map(events.values),
            "recommenders": .list(recommenders.map(\.record)), "placements": .list(placements.map(Self.record)),
            "judge": judge.record,
        ]
    }

    private static func record(_ placement: PlacementPlan) -> Setting {
        var values: [String: Setting] = [
            "name": .text(placement.name), "recommender": .text(placement.recommender),
            "excludesSeen": .flag(placement.excludesSeen), "historyLimit": .number(Double(placement.historyLimit)),
        ]
        values["fallback"] = placement.fallback.map(Setting.text)
        return .map(values)
    }
}

extension RecommenderPlan {
    fileprivate var record: Setting {
        var values: [String: Setting] = [
            "name": .text(name), "kind": .text(kind.rawValue), "settings": .map(settings.values),
            "events": .map(events.values),
        ]
        if let other = whenTooLarge {
            values["whenTooLarge"] = ["kind": .text(other.kind.rawValue), "settings": .map(other.settings.values)]
        }
        return .map(values)
    }
}

extension JudgePlan {
    fileprivate var record: Setting {
        var demands: [String: [String: Setting]] = [:]
        for gate in gates { demands[gate.recommender, default: [:]][gate.metric] = .number(gate.minimum) }
        var record: [String: Setting] = [
            "protocol": .text(splitting.rawValue), "testFraction": .number(testFraction),
            "heldOutFraction": .number(heldOutFraction), "at": .list(cutoffs.map { .number(Double($0)) }),
            "gate": .map(demands.mapValues(Setting.map)),
        ]
        if splitting == .basket {
            record["testDays"] = .number(testDays)
            record["skippedDays"] = .number(skippedDays)
        }
        return .map(record)
    }
}
