// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension ALSModel {
    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: itemCount)
        let shape = [UInt32(factors), solver == .cholesky ? 0 : 1, UInt32(steps)]
        sections.write(SharedArray(shape), as: "shape")
        sections.write(SharedArray([alpha]), as: "alpha")
        sections.write(items.elements, as: "factors")
        sections.write(gram, as: "gram")
        sections.write(lengths, as: "lengths")
        ranking.write(to: &sections)
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        let itemCount = try sections.readItemCount()
        let shape = try sections.read("shape", as: UInt32.self)
        let alpha = try sections.read("alpha", as: Float.self)
        let elements = try sections.read("factors", as: Float.self)
        gram = try sections.read("gram", as: Float.self)
        lengths = try sections.read("lengths", as: Float.self)
        guard shape.count == 3, alpha.count == 1, (1...1_024).contains(shape[0]),
            shape[1] <= 1, shape[2] <= 1_024
        else {
            throw RecommenderError(.malformedSection, "sections “shape” and “alpha” do not describe factors")
        }
        let factors = Int(shape[0])
        guard elements.count == itemCount * factors, gram.count == factors * factors, lengths.count == itemCount else {
            throw RecommenderError(
                .malformedSection,
                "\(elements.count) factors and \(lengths.count) lengths for \(itemCount) items of \(factors)")
        }
        items = DenseMatrix(elements, rowCount: itemCount, columnCount: factors)
        ranking = try FactorRanking(items, sections: sections)
        self.alpha = alpha[0]
        solver = shape[1] == 0 ? .cholesky : .conjugateGradient
        steps = Int(shape[2])
    }
}
