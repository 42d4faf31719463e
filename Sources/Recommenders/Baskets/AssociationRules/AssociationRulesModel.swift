// SPDX-License-Identifier: Apache-2.0

/// Scores items by the best rule that what is wanted already makes them go with.
///
/// - Sections: those of ``RuleBook``.
public struct AssociationRulesModel: RuleModel {
    /// The rules.
    public let book: RuleBook

    init(_ book: RuleBook) { self.book = book }

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) { book.write(to: &sections) }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        book = try RuleBook(sections: sections, isSequential: false)
    }
}
