// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix

/// Short texts of words by Zipf's law, the same for the same seed.
struct InventedTexts {
    private static let vocabularySize = 200_000.0
    private static let syllables = ["ba", "de", "ki", "lo", "mu", "na", "po", "ra", "si", "tu", "ve", "xo", "ya", "zu"]
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Words of ranks whose logarithms are spread evenly, so that word r is met about 1/r as often as the first.
    mutating func text(words: ClosedRange<Int>) -> String {
        let count = Int.random(in: words, using: &generator)
        return (0..<count).map { _ in word() }.joined(separator: " ")
    }

    /// Some words of a text, as somebody who looks for it would type them.
    mutating func question(about text: String) -> String {
        let words = text.split(separator: " ")
        let count = Int.random(in: 1...4, using: &generator)
        return (0..<count).map { _ in String(words.randomElement(using: &generator) ?? "") }.joined(separator: " ")
    }

    private mutating func word() -> String {
        var rank = Int(exp(Double.random(in: 0..<log(Self.vocabularySize), using: &generator)))
        var word = "w"
        while rank > 0 {
            word += Self.syllables[rank % Self.syllables.count]
            rank /= Self.syllables.count
        }
        return word
    }
}
