// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix
internal import Shop

extension UtilityModel {
    private static let lineFeed = UInt8(ascii: "\n")

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        let fits = [learned.whole] + learned.segments.map(\.fit)
        let names = [learned.segmentBy ?? ""] + learned.segments.map(\.name)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys  // the same bytes for the same criteria
        let criteria = (try? encoder.encode(learned.criteria)) ?? Data()  // only a number that is none would fail
        sections.write(itemCount: itemCount)
        sections.write(utilities, as: "utilities")
        sections.write(SharedArray(Array(criteria)), as: "criteria")
        sections.write(SharedArray(names.flatMap { Array($0.utf8) + [Self.lineFeed] }), as: "names")
        sections.write(SharedArray(fits.flatMap(\.coefficients)), as: "coefficients")
        sections.write(SharedArray(fits.flatMap(\.covariance)), as: "covariances")
        sections.write(
            SharedArray(
                fits.flatMap { [$0.logLikelihood, $0.nullLogLikelihood, $0.choiceCount, Double($0.iterations)] }),
            as: "figures")
    }

    /// Takes the utilities up in place, and reads the weights.
    public init(sections: some SectionReader) throws(RecommenderError) {
        let utilities = try sections.read("utilities", as: Float.self)
        guard try sections.readItemCount() == utilities.count else {
            throw RecommenderError(.malformedSection, "\(utilities.count) utilities are not one an item")
        }
        let bytes = try sections.read("criteria", as: UInt8.self).array
        guard let criteria = try? JSONDecoder().decode([Criterion].self, from: Data(bytes)), !criteria.isEmpty else {
            throw RecommenderError(.malformedSection, "section “criteria” is no list of criteria")
        }
        let text = try sections.read("names", as: UInt8.self).array
        let names = text.split(separator: Self.lineFeed, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
        guard text.last == Self.lineFeed, let segmentBy = names.first else {
            throw RecommenderError(.malformedSection, "section “names” does not end with a line feed")
        }
        let fits = try FitSections(sections, attributes: criteria.map(\.attribute), count: names.count)
        let learned = LearnedWeights(
            criteria: criteria, segmentBy: segmentBy.isEmpty ? nil : segmentBy, whole: fits[0],
            segments: names.dropFirst().enumerated().map { LearnedWeights.Segment(name: $1, fit: fits[$0 + 1]) })
        self.init(learned, utilities: utilities)
    }
}

/// The figures of several fits, read out of their sections.
private struct FitSections {
    private let attributes: [String]
    private let coefficients, covariances, figures: [Double]

    init(
        _ sections: some SectionReader, attributes: [String], count: Int
    ) throws(RecommenderError) {
        self.attributes = attributes
        let width = attributes.count
        coefficients = try Self.read("coefficients", count * width, sections)
        covariances = try Self.read("covariances", count * width * width, sections)
        figures = try Self.read("figures", count * 4, sections)
    }

    private static func read(
        _ name: String, _ count: Int, _ sections: some SectionReader
    ) throws(RecommenderError) -> [Double] {
        let numbers = try sections.read(name, as: Double.self).array
        guard numbers.count == count, numbers.allSatisfy(\.isFinite) else {
            throw RecommenderError(
                .malformedSection, "section “\(name)” is not \(count) finite numbers but \(numbers.count)")
        }
        return numbers
    }

    subscript(fit: Int) -> ChoiceFit {
        let width = attributes.count
        return ChoiceFit(
            attributes: attributes, coefficients: Array(coefficients[(fit * width)..<((fit + 1) * width)]),
            covariance: Array(covariances[(fit * width * width)..<((fit + 1) * width * width)]),
            logLikelihood: figures[4 * fit], nullLogLikelihood: figures[4 * fit + 1],
            choiceCount: figures[4 * fit + 2], iterations: Int(max(0, min(1e9, figures[4 * fit + 3]))))
    }
}
