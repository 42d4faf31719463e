// SPDX-License-Identifier: Apache-2.0

/// Numbers words in the order in which they become known; a number is never given twice.
///
/// A value: a word added to a copy leaves the others as they were. New words gather beside the large table and are
/// merged into it by the thousand, so that one word added to a shared book copies a small table.
///
/// - Complexity: looking up O(1); adding O(1) amortised in a book of one's own, O(`batchSize`) in a shared one.
public struct CodeBook<Word: Hashable & Sendable>: Sendable {
    private static var batchSize: Int { 4_096 }

    private var pages: [[Word]] = []
    private var merged: [Word: WordCode] = [:]
    private var recent: [Word: WordCode] = [:]

    /// Number of words; the codes are 1 … count.
    public private(set) var count = 0

    init() {}

    /// The word's number; nil for one that is not known.
    public func code(of word: Word) -> WordCode? { merged[word] ?? recent[word] }

    /// The word of a number that this book gave; nil for another and for none.
    public func word(of code: WordCode) -> Word? {
        let position = Int(code.rawValue) - 1
        guard position >= 0, position < count else { return nil }
        return pages[position / Self.batchSize][position % Self.batchSize]
    }

    /// The words in the order of their numbers.
    public var words: [Word] { pages.flatMap { $0 } }

    /// The word's number, given now if it is new.
    ///
    /// - Returns: nil for a new word when there are `limit` already.
    mutating func add(_ word: Word, limit: Int) -> WordCode? {
        if let code = code(of: word) { return code }
        guard count < limit else { return nil }
        if count % Self.batchSize == 0 { pages.append([]) }
        pages[pages.count - 1].append(word)
        count += 1
        let code = WordCode(rawValue: UInt32(count))
        recent[word] = code
        if recent.count == Self.batchSize {
            merged.merge(recent) { first, _ in first }
            recent = [:]
        }
        return code
    }
}
