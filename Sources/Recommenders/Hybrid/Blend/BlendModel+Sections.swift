// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension BlendModel {
    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(SharedArray(members.flatMap { Array($0.name.utf8) + [Self.lineFeed] }), as: "members")
        sections.write(SharedArray(members.map(\.weight)), as: "weights")
        sections.write(SharedArray(members.map(\.halvedAfter)), as: "halvedAfter")
        let place = BlendConfig.Normalisation.allCases.firstIndex(of: normalisation) ?? 0
        sections.write(SharedArray([UInt32(place)]), as: "normalisation")
    }

    /// Takes up names and weights; the members are those that were taken up before.
    public init(sections: some SectionReader) throws(RecommenderError) {
        let text = try sections.read("members", as: UInt8.self).array
        let weights = try sections.read("weights", as: Float.self).array
        let halvedAfter = try sections.read("halvedAfter", as: Float.self).array
        let word = try sections.read("normalisation", as: UInt32.self)
        let names = text.split(separator: Self.lineFeed).map { String(decoding: $0, as: UTF8.self) }
        let words = BlendConfig.Normalisation.allCases
        guard text.last == Self.lineFeed, names.count == weights.count, weights.count == halvedAfter.count,
            word.count == 1, word[0] < words.count,
            weights.allSatisfy({ $0 > 0 && $0.isFinite }), halvedAfter.allSatisfy({ $0 >= 0 && $0.isFinite })
        else {
            throw RecommenderError(.malformedSection, "\(weights.count) weights for the members \(names) of a blend")
        }
        var members: [Member] = []
        for (place, name) in names.enumerated() {
            guard let model = sections.recommender(named: name) else {
                throw RecommenderError(.missingSection, "a blend needs “\(name)”, which does not stand before it")
            }
            members.append(
                Member(name: name, model: model, weight: weights[place], halvedAfter: halvedAfter[place]))
        }
        self.init(members: members, normalisation: words[Int(word[0])])
    }

    private static let lineFeed = UInt8(ascii: "\n")
}
