// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension UserKNNModel {
    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: itemCount)
        byUser.write(to: &sections, as: "user")
        byItem.write(to: &sections, as: "item")
        sections.write(squaredLengths, as: "squaredLengths")
        sections.write(columnLengths, as: "columnLengths")
        sections.write(weights.frequencies, as: "frequencies")
        let shape = [
            UInt32(limits.neighbours), UInt32(limits.newestItems), limits.countsItems ? 1 : 0,
            limits.isNormalized ? 1 : 0, similarity.kind, weights.weighting.place,
        ]
        sections.write(SharedArray(shape), as: "shape")
        let numbers = [
            similarity.shrinkage, similarity.first, similarity.second, similarity.amplification, weights.k1, weights.b,
            weights.meanSum,
        ]
        sections.write(SharedArray(numbers), as: "numbers")
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        let itemCount = try sections.readItemCount()
        squaredLengths = try sections.read("squaredLengths", as: Float.self)
        columnLengths = try sections.read("columnLengths", as: Float.self)
        byUser = try SparseRows("user", below: itemCount, in: sections)
        byItem = try SparseRows("item", below: squaredLengths.count, in: sections)
        let frequencies = try sections.read("frequencies", as: Float.self)
        let shape = try sections.read("shape", as: UInt32.self)
        let numbers = try sections.read("numbers", as: Float.self)
        guard shape.count == 6, numbers.count == 7, shape[4] <= 1,
            let weighting = UserKNNConfig.Weighting(place: shape[5])
        else {
            throw RecommenderError(.malformedSection, "sections “shape” and “numbers” do not describe neighbours")
        }
        guard byItem.count == itemCount, byUser.count == squaredLengths.count, columnLengths.count == itemCount,
            frequencies.count == itemCount
        else {
            throw RecommenderError(
                .malformedSection,
                "\(byItem.count) lists and \(columnLengths.count) lengths for \(itemCount) items, \(byUser.count) rows "
                    + "and \(squaredLengths.count) lengths of users")
        }
        limits = Limits(
            neighbours: Int(shape[0]), newestItems: Int(shape[1]), countsItems: shape[2] == 1,
            isNormalized: shape[3] == 1)
        similarity = UserSimilarity(
            kind: shape[4], shrinkage: numbers[0], first: numbers[1], second: numbers[2], amplification: numbers[3])
        weights = UserWeights(
            weighting: weighting, k1: numbers[4], b: numbers[5], meanSum: numbers[6], frequencies: frequencies)
    }
}

extension UserKNNConfig.Weighting {
    fileprivate var place: UInt32 { UInt32(Self.allCases.firstIndex(of: self) ?? 0) }

    fileprivate init?(place: UInt32) {
        guard Int(place) < Self.allCases.count else { return nil }
        self = Self.allCases[Int(place)]
    }
}
