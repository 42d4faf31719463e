// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Where a catalogue's numbers are cut into ranges of about as many items each.
enum QuantileBounds {
    /// Where each range but the first begins, by field of numbers.
    static func found(in items: [Item?], bins: Int) -> [String: [Double]] {
        var numbers: [String: [Double]] = [:]
        for case .some(let item) in items {
            FeatureReader.forEachNumber(of: item) { numbers[$0, default: []].append($1) }
        }
        return numbers.mapValues { NumberBins(of: $0, count: bins).bounds }
    }
}
