// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing

@Suite struct SuggestionTests {
    @Test func `a misspelt word gets the nearest known one`() {
        #expect(suggestion(for: "prcie", among: ["brand", "price"]) == "; did you mean “price”?")
        #expect(suggestion(for: "PRICE", among: ["brand", "price"]) == "; did you mean “price”?")
    }

    @Test func `a word like none gets all of them, the first twenty of many`() {
        #expect(suggestion(for: "wavelength", among: ["brand", "price"]) == "; known are brand, price")
        #expect(suggestion(for: "x", among: []) == "; there is none")
        let many = (100..<130).map { "attribute\($0)" }
        #expect(suggestion(for: "x", among: many).hasSuffix("attribute119, …"))
    }

    @Test func `of two equally near words the first in order is meant`() {
        #expect(closestName(to: "cat", among: ["hat", "bat"]) == "bat")
        #expect(closestName(to: "ab", among: ["xy"]) == nil)
    }
}
