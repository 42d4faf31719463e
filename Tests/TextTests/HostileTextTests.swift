// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing
import Text

/// Text made to break things.
@Suite struct HostileTextTests {
    private let limit = TextConfig.standard.byteLimit

    @Test func `a long letter, a long word and a long text are bounded`() throws {
        let analyser = TextAnalyser(try TextConfig(language: "english"))
        for letter in ["a", "ß", "漢", "ก", "ﷺ", "👍", "1", "'"] {
            let terms = analyser.terms(of: String(repeating: letter, count: 70_000))
            #expect(terms.allSatisfy { !$0.isEmpty && $0.utf8.count <= 64 })
            #expect(terms.count <= limit)
        }
        #expect(analyser.terms(of: String(repeating: "a ", count: 100_000)).count == limit / 2)
    }

    @Test func `stacked marks cost no more than their letters`() throws {
        let analyser = TextAnalyser()
        let stack = "a" + String(repeating: "\u{301}\u{323}\u{345}", count: 11_000)
        #expect(analyser.terms(of: stack).count == 1)
    }

    @Test func `bytes that are no UTF-8 are no crash`() throws {
        let analyser = TextAnalyser()
        let broken: [[UInt8]] = [
            [0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x61, 0xFF, 0x62],
            Array(repeating: 0x80, count: 70_000), Array(repeating: 0xF0, count: 70_000),
        ]
        for bytes in broken {
            bytes.withUnsafeBufferPointer { bytes in
                analyser.forEachTerm(ofUTF8: bytes) { term in
                    #expect(String(validating: term, as: UTF8.self) != nil)
                }
            }
        }
        var letters: [String] = []
        [0x61, 0x20, 0xFF, 0x20, 0x62].withUnsafeBufferPointer { bytes in
            analyser.forEachTerm(ofUTF8: bytes) { letters.append(String(decoding: $0, as: UTF8.self)) }
        }
        #expect(letters == ["a", "b"])
    }

    @Test func `random text gives the same terms from a used analyser as from a new one`() throws {
        let used = TextAnalyser(try TextConfig(language: "german"))
        var generator = SeededGenerator(seed: 4)
        let alphabet = Array("aZ9ß漢กe\u{301}\u{200D}👍🏽 -.'™ﷺ\u{0}ｶ")
        for _ in 0..<200 {
            let length = Int.random(in: 0..<60, using: &generator)
            let text = String((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? " " })
            let fresh = TextAnalyser(try TextConfig(language: "german"))
            #expect(used.terms(of: text) == fresh.terms(of: text), "\(text.debugDescription)")
        }
    }

    @Test func `a text is cut between characters`() throws {
        let analyser = TextAnalyser(try TextConfig(byteLimit: 8))
        #expect(analyser.terms(of: "abcdef 漢字") == ["abcdef"])
        #expect(analyser.terms(of: "漢字漢字").joined() == "漢字")
    }
}
