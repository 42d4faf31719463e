// SPDX-License-Identifier: Apache-2.0

/// Scores items by the best rule by which they follow what was bought.
///
/// - Sections: those of ``RuleBook``, with delays.
public struct SequentialRulesModel: RuleModel {
    /// The rules.
    public let book: RuleBook

    init(_ book: RuleBook) { self.book = book }

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) { book.write(to: &sections) }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        book = try RuleBook(sections: sections, isSequential: true)
    }
}
