// SPDX-License-Identifier: Apache-2.0

/// How text becomes terms.
public struct TextConfig: Sendable, Equatable {
    /// Whose word endings are taken off, by Snowball's name, such as `english`; nil leaves words whole.
    public var language: String?
    /// Bytes of a text that are looked at; what lies behind them is left out.
    public var byteLimit: Int
    /// Bytes of a term that count; two words with the same beginning of that length are the same term.
    public var termByteLimit: Int

    /// A configuration; by default words stay whole, and 64 KiB of a text and 64 bytes of a term count.
    public init(language: String? = nil, byteLimit: Int = 65_536, termByteLimit: Int = 64) {
        self.language = language
        self.byteLimit = max(0, byteLimit)
        self.termByteLimit = max(4, termByteLimit)
    }
}
