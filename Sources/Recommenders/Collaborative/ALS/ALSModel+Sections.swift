// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension ALSModel {
    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: itemCount)
        sections.write(SharedArray([UInt32(factors), UInt32(userCount)]), as: "shape")
        let parameters = [
            objective.alpha, objective.unobserved, objective.regularization, objective.exponent,
        ]
        sections.write(SharedArray(parameters), as: "objective")
        sections.write(items.factors.elements, as: "factors")
        sections.write(items.spectrum, as: "spectrum")
        sections.write(items.multipliers, as: "multipliers")
        sections.write(observationScales, as: "observationScales")
        sections.write(lengths, as: "lengths")
        ranking.write(to: &sections)
        guard userCount > 0 else { return }
        sections.write(users.elements, as: "users")
        sections.write(userLengths, as: "userLengths")
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        let itemCount = try sections.readItemCount()
        let shape = try sections.read("shape", as: UInt32.self)
        let parameters = try sections.read("objective", as: Float.self)
        guard shape.count == 2, parameters.count == 4, (1...1_024).contains(shape[0]) else {
            throw RecommenderError(.malformedSection, "sections “shape” and “objective” do not describe factors")
        }
        objective = ALSObjective(
            alpha: parameters[0], unobserved: parameters[1], regularization: parameters[2], exponent: parameters[3])
        let (factors, userCount) = (Int(shape[0]), Int(shape[1]))
        let spectrum = try sections.read("spectrum", as: Float.self)
        guard spectrum.count == factors else {
            throw RecommenderError(.malformedSection, "\(spectrum.count) eigenvalues for \(factors) factors")
        }
        items = FixedFactors(
            factors: try sections.matrix("factors", rowCount: itemCount, columnCount: factors), spectrum: spectrum,
            multipliers: try sections.readScales("multipliers", itemCount: itemCount))
        observationScales = try sections.readScales("observationScales", itemCount: itemCount)
        ranking = try FactorRanking(items.factors, sections: sections)
        lengths = try sections.matrix("lengths", rowCount: itemCount, columnCount: 1).elements
        guard userCount > 0 else {
            users = DenseMatrix(SharedArray([]), rowCount: 0, columnCount: factors)
            userLengths = SharedArray([])
            return
        }
        users = try sections.matrix("users", rowCount: userCount, columnCount: factors)
        userLengths = try sections.matrix("userLengths", rowCount: userCount, columnCount: 1).elements
    }
}

extension SectionReader {
    /// A section that holds one number an item, or none.
    fileprivate func readScales(_ name: String, itemCount: Int) throws(RecommenderError) -> SharedArray<Float> {
        let scales = try read(name, as: Float.self)
        guard scales.count == 0 || scales.count == itemCount else {
            throw RecommenderError(
                .malformedSection, "section “\(name)” holds \(scales.count) numbers for \(itemCount) items")
        }
        return scales
    }

    /// A section that must hold one number for every element of a matrix of that shape.
    fileprivate func matrix(_ name: String, rowCount: Int, columnCount: Int) throws(RecommenderError) -> DenseMatrix {
        let elements = try read(name, as: Float.self)
        guard elements.count == rowCount * columnCount else {
            throw RecommenderError(
                .malformedSection, "section “\(name)” holds \(elements.count) numbers, not \(rowCount) × \(columnCount)"
            )
        }
        return DenseMatrix(elements, rowCount: rowCount, columnCount: columnCount)
    }
}
