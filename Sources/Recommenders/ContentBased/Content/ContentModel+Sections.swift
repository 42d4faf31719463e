// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix
internal import Text

extension ContentModel {
    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: likeness.itemCount)
        names.write("features", to: &sections)
        likeness.write(to: &sections, as: "likeness")
        search.write(to: &sections, as: "search")
        sections.write(idf, as: "idf")
        sections.write(searchIDF, as: "searchIDF")
        sections.write(prints, as: "prints")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        do {
            sections.write(SharedArray(Array(try encoder.encode(learnt))), as: "rules")
        } catch {
            preconditionFailure("finite numbers and words have a JSON form: \(error)")
        }
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        let itemCount = try sections.readItemCount()
        let names = try NameTable("features", sections: sections)
        let idf = try sections.read("idf", as: Float.self)
        let searchIDF = try sections.read("searchIDF", as: Float.self)
        let prints = try sections.read("prints", as: UInt64.self)
        guard idf.count == names.count, searchIDF.count == names.count, prints.count == itemCount else {
            throw RecommenderError(
                .malformedSection,
                "\(idf.count) and \(searchIDF.count) rarities of \(names.count) features, \(prints.count) prints "
                    + "of \(itemCount) items")
        }
        self.init(
            try Self.learnt(in: sections), names: names,
            likeness: try FeatureIndex("likeness", items: itemCount, features: names.count, in: sections),
            search: try FeatureIndex("search", items: itemCount, features: names.count, in: sections),
            idf: idf, searchIDF: searchIDF, prints: prints)
    }

    private static func learnt(in sections: some SectionReader) throws(RecommenderError) -> Learnt {
        let bytes = try sections.read("rules", as: UInt8.self)
        let learnt: Learnt
        do { learnt = try JSONDecoder().decode(Learnt.self, from: Data(bytes.array)) } catch {
            throw RecommenderError(.malformedSection, "section “rules” cannot be read: \(error)")
        }
        guard learnt.rules.meanLengths.count == FeatureField.wordFieldCount,
            learnt.rules.meanLengths.allSatisfy({ $0 > 0 })
        else { throw RecommenderError(.malformedSection, "section “rules” lacks the fields' mean lengths") }
        do throws(TextError) { _ = try TextConfig(language: learnt.rules.language) } catch {
            throw RecommenderError(.malformedSection, "section “rules”: \(error.message)")
        }
        return learnt
    }
}
