// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Scores items by what the users most like the user want, by what is said of them.
///
/// score(j) = (Σ_v s(u, v) y_vj + κ q_j) / (Σ_v s(u, v) + κ) over the most alike users v, s as ``DescribedUsers`` says, q
/// the part of all described users that want j and κ the prior. Of whom nothing is said, popularity is all there is. A
/// history does not matter: for who has one, mix this with a model that looks at it.
///
/// - Sections: `itemCount` [1]; `popularity` and `described`, the part of all users and of those described that want each
///   item; `wantOffsets` users + 1 and `wants`, items ascending; `settings`, κ and the number of neighbours; those of
///   ``DescribedUsers``, `binFields`, `binFieldsOffsets`, `binCounts`, `binBounds`, `paths`, `ignored` and their offsets.
public struct DemographicKNNModel: UserAttributeModel {
    let popularity: SharedArray<Float>
    let described: SharedArray<Float>
    let users: DescribedUsers
    let wantOffsets: SharedArray<UInt64>
    let wants: SharedArray<UInt32>
    let reader: SegmentReader
    let settings: SharedArray<Float>

    private var prior: Float { settings[0] }
    private var neighbourCount: Int { Int(settings[1]) }

    init(
        _ described: [(user: Int, profile: AttributeProfile)], wants all: SparseMatrix, weights: [String: Double],
        reader: SegmentReader, neighbours: Int, prior: Float
    ) {
        let profiles = described.map(\.profile)
        let groups = Set(profiles.flatMap(\.counts.keys))
        let isLearned = groups.contains { weights[$0] != nil }
        users = DescribedUsers(
            profiles, weights: isLearned ? weights : Dictionary(uniqueKeysWithValues: groups.map { ($0, 1) }))
        let rows = described.map { all.range(ofRow: $0.user) }
        wantOffsets = SharedArray(rows.reduce(into: [0]) { $0.append(($0.last ?? 0) + UInt64($1.count)) })
        wants = SharedArray(rows.flatMap { row in row.map { all.columns[$0] } })
        popularity = Self.parts((0..<all.rowCount).map(all.range).filter { !$0.isEmpty }, of: all)
        self.described = Self.parts(rows, of: all)
        self.reader = reader
        settings = SharedArray([prior, Float(neighbours)])
    }

    /// The part of the rows that has each column.
    private static func parts(_ rows: [Range<Int>], of wants: SparseMatrix) -> SharedArray<Float> {
        var counts = [Float](repeating: 0, count: wants.columnCount)
        for row in rows { for position in row { counts[Int(wants.columns[position])] += 1 } }
        return SharedArray(counts.map { $0 / Float(max(1, rows.count)) })
    }

    /// Items known when it was trained.
    public var itemCount: Int { popularity.count }

    /// Adds what the most alike users want, drawn towards what all described users want.
    ///
    /// - Complexity: O(users · attributes + items + wants of the neighbours).
    public func score(
        attributes: [String: AttributeValue], history: [WeightedItem], into board: inout Scoreboard
    ) {
        let nearest = neighbours(of: AttributeProfile(attributes, reader))
        guard !nearest.isEmpty else { return score(history, into: &board) }
        let total = nearest.reduce(prior) { $0 + $1.score }
        add(described, times: prior / total, to: &board)
        for neighbour in nearest {
            for position in wants(of: Int(neighbour.item)) { board.add(neighbour.score / total, to: wants[position]) }
        }
    }

    /// Adds popularity alone: nothing is said of the user.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) { add(popularity, times: 1, to: &board) }

    /// Adds popularity, whatever the item.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) { score([], into: &board) }

    /// Nothing: it does not look at the history.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] { [] }

    /// What the user has in common with those neighbours who want the item: the part of the neighbours' similarity that each
    /// of the user's values stands for, as far as it speaks for the item.
    public func reasons(of attributes: [String: AttributeValue], for item: ItemIndex, limit: Int) -> [FeatureReason] {
        let profile = AttributeProfile(attributes, reader)
        let nearest = neighbours(of: profile)
        let total = nearest.reduce(prior) { $0 + $1.score } * users.weights.array.reduce(0, +)
        var wanting: [Int: Float] = [:]
        for neighbour in nearest where wants(of: Int(neighbour.item)).contains(where: { wants[$0] == item.rawValue }) {
            wanting[Int(neighbour.item)] = 1 / total
        }
        let reasons = users.shares(of: profile, over: wanting).filter { $0.weight > 0 }
        return Array(
            reasons.sorted { ($1.weight, $0.field, $0.value) < ($0.weight, $1.field, $1.value) }.prefix(limit))
    }

    /// The most alike users by place, the more alike before the others.
    func neighbours(of profile: AttributeProfile) -> [Scored] {
        if profile.isEmpty { return [] }
        var heap = BestHeap(capacity: neighbourCount)
        let alike = users.similarities(to: profile)
        for (user, similarity) in alike.enumerated() where similarity > 0 {
            heap.insert(Scored(item: UInt32(truncatingIfNeeded: user), score: similarity))
        }
        return heap.sorted()
    }

    private func wants(of user: Int) -> Range<Int> { Int(wantOffsets[user])..<Int(wantOffsets[user + 1]) }

    private func add(_ parts: SharedArray<Float>, times factor: Float, to board: inout Scoreboard) {
        board.expect(additions: itemCount)
        for item in 0..<itemCount where popularity[item] > 0 {
            board.add(factor * parts[item], to: UInt32(truncatingIfNeeded: item))
        }
    }
}

extension DemographicKNNModel {
    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: itemCount)
        sections.write(popularity, as: "popularity")
        sections.write(described, as: "described")
        users.write(to: &sections)
        sections.write(wantOffsets, as: "wantOffsets")
        sections.write(wants, as: "wants")
        reader.write(to: &sections)
        sections.write(settings, as: "settings")
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        let itemCount = try sections.readItemCount()
        popularity = try sections.read("popularity", as: Float.self)
        described = try sections.read("described", as: Float.self)
        users = try DescribedUsers(sections: sections)
        wantOffsets = try sections.read("wantOffsets", as: UInt64.self)
        wants = try sections.read("wants", as: UInt32.self)
        reader = try SegmentReader(sections: sections)
        settings = try sections.read("settings", as: Float.self)
        guard popularity.count == itemCount, described.count == itemCount, settings.count == 2, settings[0] >= 0,
            (1...1e6).contains(settings[1]), wantOffsets.isPartition(of: wants.count, into: users.count),
            wants.withUnsafeBuffer({ $0.allSatisfy { Int($0) < itemCount } })
        else {
            throw RecommenderError(
                .malformedSection, "\(wants.count) wants of \(users.count) users, \(itemCount) items")
        }
    }
}
