// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// The users' segments as numbers: what is learned from.
struct DemographicSegments: Sendable {
    let reader: SegmentReader
    /// Keys, ascending.
    let names: [String]
    /// By segment, which attribute, and which level of a path, it is of.
    let groups: [Int]
    /// Each user's segments, ascending; empty for one of whom nothing is said.
    let ofUser: [[UInt32]]

    /// Finds the segments of users that want something.
    ///
    /// - Throws: `invalidSetting` for an attribute that no user has, and for a path that is a number or a flag.
    init(_ users: [User?], wants: SparseMatrix, config: DemographicConfig) throws(RecommenderError) {
        try Self.check(users, config)
        var reader = SegmentReader()
        reader.paths = Set(config.paths)
        reader.ignored = Set(config.ignoredAttributes)
        reader.bins = reader.numbers(of: users).mapValues { NumberBins(of: $0, count: config.bins) }
        var keys: [[String]] = []
        var counts: [String: Int] = [:]
        for (index, user) in users.enumerated() where index < wants.rowCount {
            var own: Set<String> = []
            if let user, !wants.range(ofRow: index).isEmpty {
                reader.forEachSegment(of: user.attributes) { own.insert($0) }
            }
            for key in own { counts[key, default: 0] += 1 }
            keys.append(Array(own))
        }
        let kept = counts.filter { $0.value >= config.minimumUsers }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(config.segments)
            .map(\.key).sorted { $0.precedesByBytes($1) }
        let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, UInt32($0)) })
        self.reader = reader
        names = kept
        let own = kept.map { reader.group(of: FeatureName(key: $0)) }
        let all = Dictionary(uniqueKeysWithValues: Set(own).sorted().enumerated().map { ($1, $0) })
        groups = own.map { all[$0] ?? 0 }
        ofUser = keys.map { $0.compactMap { places[$0] }.sorted() }
    }

    private static func check(_ users: [User?], _ config: DemographicConfig) throws(RecommenderError) {
        var known: Set<String> = []
        for case .some(let user) in users {
            known.formUnion(user.attributes.keys)
            for path in config.paths {
                guard let value = user.attributes[path], SegmentReader.levels(of: value) == nil else { continue }
                throw RecommenderError(
                    .invalidSetting,
                    "“paths” names “\(path)”, which is a number or a flag for user “\(user.id)”; a path is a list, or a "
                        + "text with > between its levels")
            }
        }
        if known.isEmpty { return }
        for (setting, names) in [("ignoredAttributes", config.ignoredAttributes), ("paths", config.paths)] {
            for name in names where !known.contains(name) {
                throw RecommenderError(
                    .invalidSetting,
                    "“\(setting)” names “\(name)”, which no user has" + suggestion(for: name, among: Array(known)))
            }
        }
    }
}
