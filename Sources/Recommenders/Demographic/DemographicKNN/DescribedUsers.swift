// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Users by what is said of them, kept so that all are compared with one in a pass over memory.
///
/// Gower's similarity: s(u, v) = Σ_a w_a s_a(u, v) / Σ_a w_a over the attributes (levels, for a path) that both have. Of
/// words s_a is the part that both have of those of the one with more, which is equality where each has one; of numbers it
/// is 1 less the part of all users between the two.
///
/// - Sections: `groups` with `groupsOffsets` and `groupWeights`; `segments` with `segmentsOffsets`, `memberOffsets`
///   segments + 1 and `members`, users ascending; `counts` groups × users, how many words of the group the user has, 255
///   for a number; `ranks` groups × users, a number's range; `userCount` [1].
/// - Source: Gower, "A general coefficient of similarity and some of its properties", Biometrics 1971.
struct DescribedUsers: Sendable {
    let count: Int
    let groups: NameTable
    let weights: SharedArray<Float>
    let segments: NameTable
    let memberOffsets: SharedArray<UInt64>
    let members: SharedArray<UInt32>
    let counts: SharedArray<UInt8>
    let ranks: SharedArray<UInt8>

    private static let isNumber = UInt8.max

    /// - Parameter weights: by group; one that is missing counts nothing.
    init(_ profiles: [AttributeProfile], weights: [String: Double]) {
        count = profiles.count
        groups = NameTable(Set(profiles.flatMap(\.counts.keys)))
        self.weights = SharedArray(groups.all.map { Float(weights[$0] ?? 0) })
        segments = NameTable(Set(profiles.flatMap { $0.words.map(\.key) }))
        var members = [[UInt32]](repeating: [], count: segments.count)
        var counts = [UInt8](repeating: 0, count: groups.count * profiles.count)
        var ranks = counts
        for (user, profile) in profiles.enumerated() {
            for (group, number) in profile.counts {
                guard let group = groups.place(of: group) else { continue }
                counts[group * profiles.count + user] = UInt8(min(number, Int(Self.isNumber) - 1))
            }
            for rank in profile.ranks {
                guard let group = groups.place(of: rank.group) else { continue }
                counts[group * profiles.count + user] = Self.isNumber
                ranks[group * profiles.count + user] = UInt8(clamping: rank.bin)
            }
            for word in profile.words {
                if let segment = segments.place(of: word.key) {
                    members[segment].append(UInt32(truncatingIfNeeded: user))
                }
            }
        }
        (self.counts, self.ranks) = (SharedArray(counts), SharedArray(ranks))
        memberOffsets = SharedArray(members.reduce(into: [0]) { $0.append(($0.last ?? 0) + UInt64($1.count)) })
        self.members = SharedArray(members.flatMap { $0 })
    }

    /// How alike each user is to one with that profile, 0 to 1, and 0 where nothing can be compared.
    ///
    /// - Complexity: O(users · attributes).
    func similarities(to profile: AttributeProfile) -> [Float] {
        var sums = [Float](repeating: 0, count: count)
        var compared = sums
        let own = profile.counts
        for (name, number) in own {
            guard let group = groups.place(of: name), weights[group] > 0 else { continue }
            for user in 0..<count where counts[group * count + user] > 0 { compared[user] += weights[group] }
            if profile.ranks.contains(where: { $0.group == name }) { continue }
            for word in profile.words where word.group == name {
                forEachMember(of: word.key) { user in
                    let larger = max(number, Int(counts[group * count + user]))
                    sums[user] += weights[group] / Float(larger)
                }
            }
        }
        for rank in profile.ranks {
            guard let group = groups.place(of: rank.group), weights[group] > 0 else { continue }
            for user in 0..<count { sums[user] += weights[group] * nearness(of: user, in: group, to: rank) }
        }
        return zip(sums, compared).map { $1 > 0 ? $0 / $1 : 0 }
    }

    /// How near a user's number is, 0 to 1.
    private func nearness(of user: Int, in group: Int, to rank: AttributeProfile.Rank) -> Float {
        guard counts[group * count + user] == Self.isNumber else { return 0 }
        return 1 - abs(Float(rank.bin) - Float(ranks[group * count + user])) / Float(max(1, rank.span))
    }

    /// What each value of a profile adds up to over users with that weight each.
    func shares(of profile: AttributeProfile, over users: [Int: Float]) -> [FeatureReason] {
        let words = profile.words.map { word in
            var sum: Float = 0
            forEachMember(of: word.key) { sum += users[$0] ?? 0 }
            let name = FeatureName(key: word.key)
            return FeatureReason(field: name.field, value: name.value, weight: sum * weight(of: word.group))
        }
        return words
            + profile.ranks.map { rank in
                let group = groups.place(of: rank.group)
                let sum = users.keys.sorted().reduce(Float(0)) { sum, user in
                    sum + (users[user] ?? 0) * (group.map { nearness(of: user, in: $0, to: rank) } ?? 0)
                }
                return FeatureReason(field: rank.field, value: rank.name, weight: sum * weight(of: rank.group))
            }
    }

    private func weight(of group: String) -> Float { groups.place(of: group).map { weights[$0] } ?? 0 }

    /// Calls `body` with each user who has the word.
    private func forEachMember(of key: String, _ body: (Int) -> Void) {
        guard let segment = segments.place(of: key) else { return }
        for position in Int(memberOffsets[segment])..<Int(memberOffsets[segment + 1]) { body(Int(members[position])) }
    }
}

extension DescribedUsers {
    func write(to sections: inout some SectionWriter) {
        sections.write(SharedArray([UInt64(count)]), as: "userCount")
        groups.write("groups", to: &sections)
        sections.write(weights, as: "groupWeights")
        segments.write("segments", to: &sections)
        sections.write(memberOffsets, as: "memberOffsets")
        sections.write(members, as: "members")
        sections.write(counts, as: "counts")
        sections.write(ranks, as: "ranks")
    }

    init(sections: some SectionReader) throws(RecommenderError) {
        groups = try NameTable("groups", sections: sections)
        weights = try sections.read("groupWeights", as: Float.self)
        segments = try NameTable("segments", sections: sections)
        memberOffsets = try sections.read("memberOffsets", as: UInt64.self)
        members = try sections.read("members", as: UInt32.self)
        counts = try sections.read("counts", as: UInt8.self)
        ranks = try sections.read("ranks", as: UInt8.self)
        let userCount = try sections.read("userCount", as: UInt64.self)
        guard userCount.count == 1, userCount[0] <= UInt64(UInt32.max) else {
            throw RecommenderError(.malformedSection, "section “userCount” is not one number below 2^32")
        }
        count = Int(userCount[0])
        let users = count
        guard memberOffsets.isPartition(of: members.count, into: segments.count), weights.count == groups.count,
            weights.withUnsafeBuffer({ $0.allSatisfy { $0 >= 0 && $0.isFinite } }),
            counts.count == groups.count * users, ranks.count == counts.count,
            members.withUnsafeBuffer({ $0.allSatisfy { Int($0) < users } })
        else {
            throw RecommenderError(.malformedSection, "the attributes of \(users) users do not go together")
        }
    }
}

extension SharedArray<UInt64> {
    /// Whether these are the bounds of that many runs that cover so many elements.
    func isPartition(of elements: Int, into runs: Int) -> Bool {
        withUnsafeBuffer { bounds in
            bounds.count == runs + 1 && bounds.first == 0 && bounds.last == UInt64(elements)
                && zip(bounds, bounds.dropFirst()).allSatisfy { $0 <= $1 }
        }
    }
}
