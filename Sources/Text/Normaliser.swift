// SPDX-License-Identifier: Apache-2.0

internal import CICU

/// Unicode's compatibility composition (NFKC) and its case folding, by ICU.
struct Normaliser: Sendable {
    private nonisolated(unsafe) let composing: OpaquePointer  // ICU's own, immutable, never freed
    private nonisolated(unsafe) let folding: OpaquePointer

    init() {
        var error: Int32 = 0
        guard let composing = icu_nfkc(&error), let folding = icu_nfkc_casefold(&error), icu_succeeded(error) != 0
        else { preconditionFailure("ICU cannot load its normalisation data: error \(error)") }
        (self.composing, self.folding) = (composing, folding)
    }

    /// Composes the text; the result lies in one of the two.
    ///
    /// - Returns: whether it was changed, so that it is `result` that counts.
    func compose(_ text: borrowing CodeUnits, into result: inout CodeUnits) -> Bool {
        var error: Int32 = 0
        let prefix = icu_normal_prefix(composing, text.units.baseAddress, Int32(text.count), &error)
        if Int(prefix) == text.count { return false }
        guard apply(composing, text.written, &result) else { return false }
        Self.joinVowels(&result)
        return true
    }

    /// Puts the vowels together again that NFKC takes apart in Thai and Lao: the dictionaries spell them as one.
    private static func joinVowels(_ text: inout CodeUnits) {
        var written = 0
        for read in 0..<text.count {
            let unit = text.units[read]
            let before = written > 0 ? text.units[written - 1] : 0
            if unit == 0x0E32, before == 0x0E4D {
                text.units[written - 1] = 0x0E33
            } else if unit == 0x0EB2, before == 0x0ECD {
                text.units[written - 1] = 0x0EB3
            } else {
                text.units[written] = unit
                written += 1
            }
        }
        text.count = written
    }

    /// Folds a word's case; ß becomes ss, and marks that only steer the picture fall away.
    func fold(_ word: UnsafeBufferPointer<UInt16>, into result: inout CodeUnits) -> Bool {
        apply(folding, word, &result)
    }

    private func apply(
        _ form: OpaquePointer, _ text: UnsafeBufferPointer<UInt16>, _ result: inout CodeUnits
    ) -> Bool {
        result.reserve(2 * text.count + 16)
        for _ in 0..<2 {
            var error: Int32 = 0
            let count = icu_normalise(
                form, text.baseAddress, Int32(text.count), result.units.baseAddress, Int32(result.units.count), &error)
            if icu_succeeded(error) != 0 {
                result.count = Int(count)
                return true
            }
            guard icu_overflowed(error) != 0 else { return false }
            result.reserve(Int(count) + 1)
        }
        return false
    }
}
