// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Shop

extension ContentModel {
    /// What an entry of a history weighs in a profile.
    func weight(of entry: WeightedItem) -> Float {
        entry.weight > 0 ? entry.weight : entry.weight * Float(learnt.negativeWeight)
    }

    /// A history's features; none unless something in it is wanted.
    func profile(of history: [WeightedItem]) -> FeatureRow {
        guard history.contains(where: { $0.weight > 0 }) else { return FeatureRow() }
        var sums: [UInt32: Float] = [:]
        for entry in history {
            let weight = weight(of: entry)
            if weight != 0 { row(of: entry.item).forEach { sums[$0, default: 0] += $1 * weight } }
        }
        return strongest(sums)
    }

    /// The features that can add most to an item, ties by the lower place.
    private func strongest(_ sums: [UInt32: Float]) -> FeatureRow {
        var kept = sums.filter { $0.value != 0 }.map { Scored(item: $0.key, score: $0.value) }
        if kept.count > learnt.profileFeatures {
            var best = BestHeap(capacity: learnt.profileFeatures)
            for entry in kept { best.insert(Scored(item: entry.item, score: abs(entry.score) * reach(of: entry.item))) }
            let strong = Set(best.sorted().map(\.item))
            kept.removeAll { !strong.contains($0.item) }
        }
        var row = FeatureRow()
        for entry in kept.sorted(by: { $0.item < $1.item }) { row.append(entry.item, entry.score) }
        return row
    }

    /// The largest weight of a feature in any item; 1, the largest there can be, for one that no item had.
    private func reach(of feature: UInt32) -> Float {
        let feature = Int(feature)
        return feature < likeness.featureCount ? max(likeness.largest[feature], -likeness.smallest[feature]) : 1
    }
}

extension ContentModel: ExplainingModel {
    /// The features that add most to profile · x_j; the places of a vector are one of them together.
    public func reasons(of history: [WeightedItem], for item: ItemIndex, limit: Int) -> [FeatureReason] {
        let profile = profile(of: history)
        let weights = Dictionary(uniqueKeysWithValues: zip(profile.features, profile.values))
        var reasons: [FeatureReason] = []
        var vector = FeatureReason(field: learnt.rules.vector ?? "", value: "", weight: 0)
        row(of: item).forEach { feature, value in
            guard let weight = weights[feature], Int(feature) < names.count else { return }
            let name = FeatureName(key: names[Int(feature)])
            if name.field == vector.field {
                vector.weight += weight * value
            } else {
                reasons.append(FeatureReason(field: name.field, value: name.value, weight: weight * value))
            }
        }
        if vector.weight != 0 { reasons.append(vector) }
        reasons.sort { abs($0.weight) > abs($1.weight) || (abs($0.weight) == abs($1.weight) && $0.field < $1.field) }
        return Array(reasons.prefix(limit))
    }
}
