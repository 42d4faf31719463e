// SPDX-License-Identifier: Apache-2.0

internal import CICU

/// Takes off letters the marks that people leave out when they type: “café” is “cafe”.
///
/// The marks of Latin and Greek letters go, and ø, ł, đ, æ, œ and ё become o, l, d, ae, oe and е. Those of other scripts
/// stay, as they are vowels (Thai, Hindi) or make another sound of a letter (が of か). So do letters that count as letters
/// of their own in the text's language, such as å, ä and ö in Swedish.
///
/// A word with marks and one without get the same ending taken off, because marks go first. That a stemmer knows some
/// endings by their marks is the price.
struct MarkFolder: Sendable {
    private let letters: [UInt16]  // by UTF-16 unit: what is left of it

    /// Letters that each language keeps, by Snowball's name.
    private static let kept = [
        "danish": "åæø", "estonian": "äõöü", "finnish": "åäö", "german": "äöü", "hungarian": "öüőű", "norwegian": "åæø",
        "spanish": "ñ", "swedish": "åäö", "turkish": "çğöşü",
    ]

    /// A folder for texts of that language; nil for any.
    init(language: String?) {
        var letters = Self.allLetters
        for unit in (language.flatMap { Self.kept[$0] } ?? "").utf16 { letters[Int(unit)] = unit }
        self.letters = letters
    }

    /// Folds a word in lower case.
    func fold(_ word: UnsafeBufferPointer<UInt16>, into result: inout CodeUnits) {
        result.reserve(2 * word.count)
        result.count = 0
        for unit in word {
            if Self.isMark(unit), result.count > 0, Self.isFolded(result.units[result.count - 1]) { continue }
            let letter = Int(unit) < letters.count ? letters[Int(unit)] : unit
            result.units[result.count] = letter
            result.count += 1
            if letter != unit, let second = Self.second(of: unit) {
                result.units[result.count] = second
                result.count += 1
            }
        }
    }

    private static func isMark(_ unit: UInt16) -> Bool { unit >= 0x300 && unit <= 0x36F }

    /// Whether marks of that letter go: Latin or Greek.
    private static func isFolded(_ letter: UInt16) -> Bool { letter < 0x250 || (letter >= 0x370 && letter < 0x400) }

    private static func second(of unit: UInt16) -> UInt16? {
        unit == 0xE6 || unit == 0x153 ? 0x65 : nil  // æ and œ end in e
    }

    /// Every letter without its marks.
    private static let allLetters: [UInt16] = {
        var letters = (0..<0x2000 as Range<UInt16>).map { unit in
            var parts = [UInt16](repeating: 0, count: 8)
            let count = Int(icu_decompose(Int32(unit), &parts, Int32(parts.count)))
            let isMarked = count > 1 && isFolded(parts[0]) && parts[1..<count].allSatisfy(isMark)
            return isMarked ? parts[0] : unit
        }
        for (letter, plain) in zip("øłđæœё".utf16, "oldaoе".utf16) { letters[Int(letter)] = plain }
        return letters
    }()
}
