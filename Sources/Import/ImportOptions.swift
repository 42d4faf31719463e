// SPDX-License-Identifier: Apache-2.0

public import Shop

/// What holds for every file of one import.
public struct ImportOptions: Sendable {
    /// Type of an event whose row names none; nil means `view`, and `purchase` for order lines.
    public var defaultType: String?
    /// Moment of an event whose row names none; nil means when the file was last written, and now for standard input.
    public var defaultTimestamp: Timestamp?
    /// Columns of items and users whose values are lists of words with `|` between.
    public var listColumns: Set<String> = []
    /// Columns of items and users that stay text even where they look like numbers: postcodes, article numbers.
    public var textColumns: Set<String> = []
    /// Where bad rows go; nil means `<file name>.rejects.tsv` in the current directory.
    ///
    /// The file is made only if there are any, in place of one that is there.
    public var rejectsPath: String?
    /// Whether one bad row means that nothing is imported.
    ///
    /// Every file is then read twice: all of them are checked before the first row is stored. Standard input cannot be
    /// read twice, so there the rows before the bad one stay.
    public var isStrict = false
    /// Whether files count as new that were imported before, so that their events are recorded once more.
    public var importsAgain = false
    /// Rows of one transaction: what a live server's writer waits for.
    public var batchCount = 50_000

    /// The defaults.
    public init() {}
}
