// SPDX-License-Identifier: Apache-2.0

internal import CICU

/// Makes terms of text in any language: what a document and a question must have in common to find each other.
///
/// 1. NFKC: full-width letters, ligatures and unit signs (㎏) become plain ones. ™ and ℠ count as spaces.
/// 2. Words by ICU's word breaker (UAX 29); Chinese, Japanese, Thai, Lao, Khmer and Burmese by its dictionaries.
///    Numbers are words, and so are emoji, whole sequences of them included. Other punctuation is left out.
/// 3. Case folded as Unicode says, which is nobody's own: a Turkish dotless i is another letter than i.
///    Marks are taken off that people leave out: “café” is “cafe” (``MarkFolder``).
/// 4. `500ml` is `500` and `ml`.
/// 5. Word endings taken off, where a language is set. In languages that elide (French), “l'eau” is “eau”.
///
/// - Ownership: one thread at a time; make one a thread. It keeps its memory from text to text.
/// - Complexity: linear in the bytes of the text; no allocation once its buffers have grown.
public final class TextAnalyser {
    /// Languages whose endings can be taken off, by name.
    public static var languages: [String] { Stemmer.languages }

    private let config: TextConfig
    private let normaliser: Normaliser
    private let breaker: OpaquePointer
    private let stemmer: Stemmer?
    private let marks: MarkFolder?
    private var source = CodeUnits(capacity: 1_024)
    private var composed = CodeUnits(capacity: 1_024)
    private var folded = CodeUnits(capacity: 256)
    private var plain = CodeUnits(capacity: 256)
    private var term: UnsafeMutableBufferPointer<UInt8> = .allocate(capacity: 256)

    /// An analyser.
    public init(_ config: TextConfig = .standard) {
        self.config = config
        normaliser = Normaliser()
        stemmer = config.language.map(Stemmer.init)
        marks = config.foldsMarks ? MarkFolder(language: config.language) : nil
        var error: Int32 = 0
        guard let breaker = icu_words_open(&error), icu_succeeded(error) != 0 else {
            preconditionFailure("ICU cannot load its word breaker: error \(error)")
        }
        self.breaker = breaker
    }

    deinit {
        icu_words_close(breaker)
        term.deallocate()
    }

    /// Gives `body` each term as UTF-8, in the order of the text; the memory is the analyser's and lasts for the call.
    public func forEachTerm(of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        var text = text
        text.withUTF8 { forEachTerm(ofUTF8: $0, body) }
    }

    /// The terms in the order of the text.
    public func terms(of text: String) -> [String] {
        var terms: [String] = []
        forEachTerm(of: text) { terms.append(String(decoding: $0, as: UTF8.self)) }
        return terms
    }

    /// The same of bytes; what is not UTF-8 in them counts as a space.
    public func forEachTerm(ofUTF8 text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        let text = TextSource.cut(text, at: config.byteLimit)
        if text.isEmpty { return }
        let isPlain = TextSource.load(text, into: &source)
        if !isPlain, normaliser.compose(source, into: &composed) { swap(&source, &composed) }
        var error: Int32 = 0
        icu_words_set_text(breaker, source.units.baseAddress, Int32(source.count), &error)
        guard icu_succeeded(error) != 0 else { return }
        var start = 0
        while case let end = Int(icu_words_next(breaker)), end >= 0 {
            let word = UnsafeBufferPointer(rebasing: source.units[start..<end])
            if icu_words_is_word(breaker) != 0 {
                emit(fold(word), body)
            } else if isPicture(at: start) {
                body(picture(word))
            }
            start = end
        }
    }
}

extension TextAnalyser {
    /// Cuts, splits and stems a folded word.
    private func emit(_ word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if word.isEmpty { return }
        if let unit = Quantity.unitStart(in: word) {
            body(UnsafeBufferPointer(rebasing: word[..<unit]))
            body(UnsafeBufferPointer(rebasing: word[unit...]))
            return
        }
        let cut = TextSource.cut(word, at: config.termByteLimit)
        if let stem = stemmer?.stem(cut), !stem.isEmpty { body(stem) } else { body(cut) }
    }

    /// The word in lower case as UTF-8 in `term`.
    private func fold(_ word: UnsafeBufferPointer<UInt16>) -> UnsafeBufferPointer<UInt8> {
        reserveTerm(3 * word.count)
        for (position, unit) in word.enumerated() {
            guard unit < 0x80 else { return foldBeyondASCII(word) }
            let isCapital = unit >= 0x41 && unit <= 0x5A
            term[position] = UInt8(truncatingIfNeeded: isCapital ? unit | 0x20 : unit)
        }
        return UnsafeBufferPointer(rebasing: term[..<word.count])
    }

    private func foldBeyondASCII(_ word: UnsafeBufferPointer<UInt16>) -> UnsafeBufferPointer<UInt8> {
        guard normaliser.fold(word, into: &folded) else { return UnsafeBufferPointer(rebasing: term[..<0]) }
        if let marks {
            marks.fold(folded.written, into: &plain)
            swap(&folded, &plain)
        }
        for position in 0..<folded.count where folded.units[position] == 0x2019 { folded.units[position] = 0x27 }
        return encode(folded.written)
    }

    /// A picture as UTF-8 in `term`, without the marks that choose between its coloured and its plain form.
    private func picture(_ word: UnsafeBufferPointer<UInt16>) -> UnsafeBufferPointer<UInt8> {
        folded.reserve(word.count)
        folded.count = 0
        for unit in word where unit != 0xFE0F && unit != 0xFE0E {
            folded.units[folded.count] = unit
            folded.count += 1
        }
        return TextSource.cut(encode(folded.written), at: config.termByteLimit)
    }

    private func isPicture(at position: Int) -> Bool {
        let point = source.point(at: position).value
        // © and ® may be shown as pictures too.
        return point > 0xFF && icu_is_picture(Int32(bitPattern: point)) != 0
    }

    private func encode(_ text: UnsafeBufferPointer<UInt16>) -> UnsafeBufferPointer<UInt8> {
        reserveTerm(3 * text.count)
        var error: Int32 = 0
        let count = term.withMemoryRebound(to: CChar.self) { term in
            icu_to_utf8(term.baseAddress, Int32(term.count), text.baseAddress, Int32(text.count), &error)
        }
        return UnsafeBufferPointer(rebasing: term[..<(icu_succeeded(error) != 0 ? Int(count) : 0)])
    }

    private func reserveTerm(_ capacity: Int) {
        if capacity <= term.count { return }
        term.deallocate()
        term = .allocate(capacity: capacity)
    }
}
