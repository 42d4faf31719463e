// SPDX-License-Identifier: Apache-2.0

/// How text becomes terms.
public struct TextConfig: Sendable, Equatable {
    /// Whose word endings are taken off, by Snowball's name, such as `english`; nil leaves words whole.
    public let language: String?
    /// Every word whole, and the standard limits.
    public static let standard = TextConfig()

    private init() { (language, byteLimit, termByteLimit) = (nil, 65_536, 64) }

    /// Whether letters lose the marks that people leave out when they type: “café” is “cafe”.
    public var foldsMarks = true
    /// Bytes of a text that are looked at; what lies behind them is left out.
    public var byteLimit: Int
    /// Bytes of a term that count; two words with the same beginning of that length are the same term.
    public var termByteLimit: Int

    /// A configuration; by default words stay whole, and 64 KiB of a text and 64 bytes of a term count.
    ///
    /// - Throws: `unknownLanguage`, naming those there are.
    public init(language: String? = nil, byteLimit: Int = 65_536, termByteLimit: Int = 64) throws(TextError) {
        if let language, !Stemmer.languages.contains(language) {
            throw TextError(
                .unknownLanguage,
                "no stemmer for “\(language)”; there are " + Stemmer.languages.joined(separator: ", "))
        }
        self.language = language
        self.byteLimit = max(0, byteLimit)
        self.termByteLimit = max(4, termByteLimit)
    }
}
