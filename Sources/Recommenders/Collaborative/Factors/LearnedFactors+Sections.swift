// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension LearnedFactors {
    /// Writes the sections named above.
    func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: items.rowCount)
        sections.write(SharedArray([UInt32(items.columnCount), UInt32(users.rowCount)]), as: "shape")
        let objective = foldIn.objective
        let parameters = [
            objective.alpha, objective.unobserved, objective.regularization, objective.exponent, foldIn.largestWeight,
            foldIn.scale,
        ]
        sections.write(SharedArray(parameters), as: "objective")
        sections.write(items.elements, as: "factors")
        sections.write(foldIn.items.spectrum, as: "spectrum")
        sections.write(foldIn.items.multipliers, as: "multipliers")
        sections.write(foldIn.observationScales, as: "observationScales")
        sections.write(biases, as: "biases")
        sections.write(lengths, as: "lengths")
        ranking.write(to: &sections)
        cosines.write(to: &sections)
        guard users.rowCount > 0 else { return }
        sections.write(users.elements, as: "users")
        sections.write(userLengths, as: "userLengths")
    }

    /// Takes the sections up in place.
    init(sections: some SectionReader) throws(RecommenderError) {
        let itemCount = try sections.readItemCount()
        let shape = try sections.read("shape", as: UInt32.self)
        guard shape.count == 2, (1...1_024).contains(shape[0]) else {
            throw RecommenderError(.malformedSection, "section “shape” does not describe factors")
        }
        let (factors, userCount) = (Int(shape[0]), Int(shape[1]))
        foldIn = try FoldIn(sections: sections, itemCount: itemCount, factors: factors)
        biases = try sections.readEachOrNone("biases", itemCount: itemCount)
        ranking = try FactorRanking(
            foldIn.items.factors, biases: biases.count > 0 ? biases : nil, sections: sections)
        cosines = try CosineRanking(foldIn.items.factors, lengths: foldIn.lengths, sections: sections)
        guard userCount > 0 else {
            users = DenseMatrix(SharedArray([]), rowCount: 0, columnCount: factors)
            userLengths = SharedArray([])
            return
        }
        users = try sections.matrix("users", rowCount: userCount, columnCount: factors)
        userLengths = try sections.matrix("userLengths", rowCount: userCount, columnCount: 1).elements
    }
}

extension FoldIn {
    fileprivate init(
        sections: some SectionReader, itemCount: Int, factors: Int
    ) throws(RecommenderError) {
        let parameters = try sections.read("objective", as: Float.self)
        let spectrum = try sections.read("spectrum", as: Float.self)
        guard parameters.count == 6, spectrum.count == factors else {
            throw RecommenderError(
                .malformedSection,
                "\(parameters.count) numbers in section “objective”, not 6; \(spectrum.count) eigenvalues for "
                    + "\(factors) factors")
        }
        items = FixedFactors(
            factors: try sections.matrix("factors", rowCount: itemCount, columnCount: factors), spectrum: spectrum,
            multipliers: try sections.readEachOrNone("multipliers", itemCount: itemCount))
        lengths = try sections.matrix("lengths", rowCount: itemCount, columnCount: 1).elements
        objective = FactorObjective(
            alpha: parameters[0], unobserved: parameters[1], regularization: parameters[2], exponent: parameters[3])
        observationScales = try sections.readEachOrNone("observationScales", itemCount: itemCount)
        (largestWeight, scale) = (parameters[4], parameters[5])
    }
}

extension SectionReader {
    /// A section that holds one number an item, or none.
    fileprivate func readEachOrNone(_ name: String, itemCount: Int) throws(RecommenderError) -> SharedArray<Float> {
        let numbers = try read(name, as: Float.self)
        guard numbers.count == 0 || numbers.count == itemCount else {
            throw RecommenderError(
                .malformedSection, "section “\(name)” holds \(numbers.count) numbers for \(itemCount) items")
        }
        return numbers
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
