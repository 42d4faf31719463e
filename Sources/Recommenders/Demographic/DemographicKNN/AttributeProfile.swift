// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// What is said of one user, taken apart: words to be equal, numbers to be near.
struct AttributeProfile {
    /// A number's place among all users' numbers, as a range's.
    struct Rank {
        var group: String
        var field: String
        var bin: Int
        /// The last range's place.
        var span: Int
        /// The range as it is shown.
        var name: String
    }

    /// Keys of the segments of words, each with the group it is of; no key twice.
    private(set) var words: [(group: String, key: String)] = []
    private(set) var ranks: [Rank] = []

    /// Ranges that a number's place is told by.
    static let binCount = 100

    /// - Parameter reader: which attributes count; its bins are those that numbers are placed in.
    init(_ attributes: [String: AttributeValue], _ reader: SegmentReader) {
        var wordReader = reader
        wordReader.bins = [:]
        var seen: Set<String> = []
        wordReader.forEachSegment(of: attributes) { key in
            if key != SegmentReader.everybody, seen.insert(key).inserted {
                words.append((reader.group(of: FeatureName(key: key)), key))
            }
        }
        words.sort { $0.key.precedesByBytes($1.key) }
        FeatureReader.forEachNumber(in: attributes) { name, number in
            guard !reader.ignored.contains(name), let bins = reader.bins[name], number.isFinite else { return }
            let bin = bins.bin(of: number)
            let group = reader.group(of: FeatureName(field: name, value: ""))
            ranks.append(
                Rank(group: group, field: name, bin: bin, span: bins.bounds.count, name: bins.name(of: bin)))
        }
        ranks.sort { $0.group.precedesByBytes($1.group) }
    }

    var isEmpty: Bool { words.isEmpty && ranks.isEmpty }

    /// How many values of each group there are.
    var counts: [String: Int] {
        var counts: [String: Int] = [:]
        for word in words { counts[word.group, default: 0] += 1 }
        for rank in ranks { counts[rank.group, default: 0] += 1 }
        return counts
    }
}
