// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// What was found of every item of a catalogue, item after item.
struct FoundFeatures: Sendable {
    let vocabulary: NameTable
    /// Where each item's features start, and at the end how many there are.
    private(set) var offsets: [Int] = [0]
    /// Of each item ascending by `order`, without repeats.
    private(set) var entries: [FoundFeature] = []

    /// Reads the catalogue on several threads; the result is the same with any number.
    ///
    /// - Complexity: O(bytes of text); beside the result, each chunk's own keys.
    init(_ items: [Item?], _ rules: FeatureRules, threads: Int) {
        let chunks = parallelMap(
            items.count, threads: threads, chunk: 2_048, scratch: { FeatureExtractor(rules) }
        ) { range, extractor in
            var finder = FeatureFinder()
            for item in items[range] { finder.find(item, extractor) }
            return finder
        }
        var table = KeyTable()
        let numbers = chunks.map { chunk in
            (0..<chunk.keys.count).map { number in chunk.keys.withKey(number) { table.number(of: $0) } }
        }
        let (vocabulary, places) = NameTable.sorted(table)
        self.vocabulary = vocabulary
        let placed = parallelMap(chunks.count, threads: threads, chunk: 1, scratch: {}) { index, _ in
            chunks[index.lowerBound].placed(numbers[index.lowerBound].map { places[Int($0)] })
        }
        offsets.reserveCapacity(items.count + 1)
        entries.reserveCapacity(placed.reduce(0) { $0 + $1.count })
        for (chunk, found) in zip(chunks, placed) {
            for end in chunk.ends { offsets.append(entries.count + end) }
            entries += found
        }
    }

    /// One item's features.
    func entries(of item: Int) -> ArraySlice<FoundFeature> { entries[offsets[item]..<offsets[item + 1]] }

    /// Mean number of words by field, over the items that have one.
    func meanLengths() -> [Double] {
        var (sums, counts) = ([Double](repeating: 0, count: FeatureField.wordFieldCount), [0, 0, 0, 0, 0])
        for item in 0..<(offsets.count - 1) {
            var seen = [false, false, false, false, false]
            for entry in entries(of: item) where entry.field.isWord {
                sums[Int(entry.field.rawValue)] += Double(entry.value)
                seen[Int(entry.field.rawValue)] = true
            }
            for field in seen.indices where seen[field] { counts[field] += 1 }
        }
        return sums.indices.map { counts[$0] > 0 ? sums[$0] / Double(counts[$0]) : 1 }
    }

    /// Items that have each feature in a field that `counts` accepts.
    func itemCounts(where counts: (FeatureField) -> Bool) -> [Int] {
        var result = [Int](repeating: 0, count: vocabulary.count)
        for item in 0..<(offsets.count - 1) {
            var last: UInt32?
            for entry in entries(of: item) where counts(entry.field) && entry.feature != last {
                result[Int(entry.feature)] += 1
                last = entry.feature
            }
        }
        return result
    }
}

/// What is found of a run of items, with keys numbered by itself.
struct FeatureFinder: Sendable {
    private(set) var keys = KeyTable()
    private(set) var ends: [Int] = []
    private var entries: [FoundFeature] = []

    /// Adds an item; one that was taken out has no features.
    mutating func find(_ item: Item?, _ extractor: FeatureExtractor) {
        let start = entries.count
        if let item {
            extractor.extract(item) { key, field, value in
                entries.append(FoundFeature(feature: keys.number(of: key), field: field, value: value))
            }
            FoundFeature.join(&entries, from: start)
        }
        ends.append(entries.count)
    }

    /// The entries with the keys' places in the vocabulary for their numbers.
    func placed(_ places: [UInt32]) -> [FoundFeature] {
        var result = entries
        for position in result.indices { result[position].feature = places[Int(result[position].feature)] }
        var start = 0
        for end in ends {
            result[start..<end].sort { $0.order < $1.order }
            start = end
        }
        return result
    }
}
