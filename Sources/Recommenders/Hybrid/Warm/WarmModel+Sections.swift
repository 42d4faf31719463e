// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension WarmModel {
    /// Writes the sections named above; items taken up since the fit are not among them.
    public func write(to sections: inout some SectionWriter) {
        sections.write(SharedArray(Array(memberName.utf8)), as: "member")
        space.write(to: &sections)
        sections.write(map.weights.elements, as: "map")
        sections.write(map.mean, as: "mean")
        sections.write(mapped.items, as: "mappedItems")
        sections.write(mapped.rows.elements, as: "mappedRows")
    }

    /// Takes the sections up in place, and the member, which must have been taken up before.
    public init(sections: some SectionReader) throws(RecommenderError) {
        memberName = try sections.read("member", as: UInt8.self).withUnsafeBuffer {
            String(decoding: $0, as: UTF8.self)
        }
        guard let member = sections.recommender(named: memberName) as? any ItemFactorModel else {
            throw RecommenderError(
                .missingSection, "warm needs “\(memberName)”, with item factors, which does not stand before it")
        }
        self.member = member
        space = try FeatureSpace(sections: sections)
        let mean = try sections.read("mean", as: Float.self)
        let width = member.itemFactors.columnCount + (member.itemBiases == nil ? 0 : 1)
        let weights = try sections.read("map", as: Float.self)
        let items = try sections.read("mappedItems", as: UInt32.self)
        let rows = try sections.read("mappedRows", as: Float.self)
        guard mean.count == width, weights.count == space.count * width, rows.count == items.count * width else {
            throw RecommenderError(
                .malformedSection,
                "\(weights.count) weights and \(rows.count) numbers of \(items.count) items for \(space.count) features "
                    + "and \(width) factors")
        }
        let isAscending = items.withUnsafeBuffer { zip($0, $0.dropFirst()).allSatisfy { $0 < $1 } }
        guard isAscending, items.count == 0 || Int(items[items.count - 1]) < member.itemCount else {
            throw RecommenderError(.malformedSection, "section “mappedItems” is not ascending below the items' number")
        }
        map = FeatureMap(
            weights: DenseMatrix(weights, rowCount: space.count, columnCount: width), mean: mean)
        mapped = MappedItems(items: items, rows: DenseMatrix(rows, rowCount: items.count, columnCount: width))
    }
}
