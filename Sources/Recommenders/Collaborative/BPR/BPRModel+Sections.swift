// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension BPRModel {
    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: itemCount)
        sections.write(items.elements, as: "factors")
        sections.write(users.elements, as: "users")
        sections.write(biases, as: "biases")
        sections.write(lengths, as: "lengths")
        sections.write(userLengths, as: "userLengths")
        sections.write(foldIn.gram, as: "gram")
        sections.write(SharedArray([foldIn.scale, foldIn.meanWeight]), as: "foldIn")
        ranking.write(to: &sections)
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        let itemCount = try sections.readItemCount()
        let itemElements = try sections.read("factors", as: Float.self)
        let userElements = try sections.read("users", as: Float.self)
        let foldIn = try sections.read("foldIn", as: Float.self)
        let gram = try sections.read("gram", as: Float.self)
        biases = try sections.read("biases", as: Float.self)
        lengths = try sections.read("lengths", as: Float.self)
        userLengths = try sections.read("userLengths", as: Float.self)
        let factors = Int(Double(gram.count).squareRoot().rounded())
        guard foldIn.count == 2, foldIn[0] > 0, foldIn[1] > 0, (1...1_024).contains(factors),
            gram.count == factors * factors, itemElements.count == itemCount * factors,
            userElements.count == userLengths.count * factors, biases.count == itemCount, lengths.count == itemCount
        else {
            throw RecommenderError(
                .malformedSection,
                "\(itemElements.count) factors, \(biases.count) biases and \(lengths.count) lengths for \(itemCount) "
                    + "items of \(factors); \(userElements.count) factors for \(userLengths.count) users")
        }
        items = DenseMatrix(itemElements, rowCount: itemCount, columnCount: factors)
        users = DenseMatrix(userElements, rowCount: userLengths.count, columnCount: factors)
        ranking = try FactorRanking(items, biases: biases, sections: sections)
        self.foldIn = FoldIn(gram: gram, scale: foldIn[0], meanWeight: foldIn[1])
    }
}
