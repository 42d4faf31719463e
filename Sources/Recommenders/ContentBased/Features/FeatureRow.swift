// SPDX-License-Identifier: Apache-2.0

/// Features with their weights, ascending and without repeats: an item, or a question.
public struct FeatureRow: Sendable, Equatable {
    /// Places in the vocabulary.
    public internal(set) var features: [UInt32] = []
    /// What each weighs.
    public internal(set) var values: [Float] = []

    /// How many.
    var count: Int { features.count }

    mutating func append(_ feature: UInt32, _ value: Float) {
        features.append(feature)
        values.append(value)
    }

    /// Adds to the last feature, or appends one that comes after it.
    mutating func add(_ value: Float, to feature: UInt32) {
        if features.last == feature { values[values.count - 1] += value } else { append(feature, value) }
    }

    /// Calls `body` with each feature and its value.
    func forEach(_ body: (UInt32, Float) -> Void) {
        for position in features.indices { body(features[position], values[position]) }
    }
}
