// SPDX-License-Identifier: Apache-2.0

internal import CStemmer

/// Takes word endings off by Snowball's rules for one language.
///
/// A word of another script passes unchanged. One thread at a time.
final class Stemmer {
    private let stemmer: OpaquePointer
    private let elides: Bool

    /// Every language there is a stemmer for, by name.
    static let languages: [String] = {
        guard let list = sb_stemmer_list() else { return [] }
        var names: [String] = []
        var position = 0
        while let name = list[position] {
            names.append(String(cString: name))
            position += 1
        }
        return names.sorted()
    }()

    /// Languages that write “the” and “of” onto the word, with an apostrophe.
    private static let eliding: Set<String> = ["catalan", "french", "italian"]

    /// A stemmer for one of `languages`.
    init(_ language: String) {
        guard let stemmer = sb_stemmer_new(language, "UTF_8") else {
            preconditionFailure("no stemmer for \(language)")
        }
        self.stemmer = stemmer
        elides = Self.eliding.contains(language)
    }

    deinit { sb_stemmer_delete(stemmer) }

    /// The word's stem, in memory that lasts until the next call.
    func stem(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let word = elides ? withoutElision(word) : word
        guard let result = sb_stemmer_stem(stemmer, word.baseAddress, Int32(word.count)) else { return word }
        return UnsafeBufferPointer(start: result, count: Int(sb_stemmer_length(stemmer)))
    }

    /// “l'eau” is “eau”, “qu'il” is “il”, “dell'arte” is “arte”; “aujourd'hui” stays.
    private func withoutElision(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let apostrophe = word.prefix(6).firstIndex(of: UInt8(ascii: "'")), apostrophe > 0,
            apostrophe + 1 < word.count
        else { return word }
        return UnsafeBufferPointer(rebasing: word[(apostrophe + 1)...])
    }
}
