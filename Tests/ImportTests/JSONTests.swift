// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing

@testable import Import

@Suite struct JSONTests {
    private func decode<Decoder: JSONFieldDecoder>(
        _ text: String, _ decoder: Decoder.Type, kind: ImportFile.Kind, renaming: [String: String] = [:]
    ) throws -> Decoder.Value {
        let context = DecodingContext(kind: kind, defaultTimestamp: Timestamp(milliseconds: 7))
        var rows = JSONRows<Decoder>(renaming: renaming, context)
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBytes { row throws(RowProblem) in try rows.decode(row) }
    }

    @Test func `an event's keys become its fields`() throws {
        let text =
            #"{"user":123456789012345678901,"item":"a\"\u00e9\ud83d\ude00\/","quantity":2,"x":[{"y":null}],"timestamp":"2010-12-01"}"#
        let event = try decode(text, EventDecoder.self, kind: .events)
        #expect(event.user == "123456789012345678901")
        #expect(event.item == "a\"é😀/")
        #expect(event.quantity == 2)
        #expect(event.type == "view")
        #expect(event.timestamp.milliseconds == 1_291_161_600_000)
    }

    @Test func `an item keeps lists, types and nested attributes`() throws {
        let text =
            #"{"id":"i","category":["Home","Lamps"],"tags":["a","b"],"hidden":true,"size":3.5,"new":false,"note":"7","#
            + #""words":["x",2],"none":null,"attributes":{"depth":1}}"#
        let item = try decode(text, ItemDecoder.self, kind: .items)
        #expect(item.category == ["Home", "Lamps"])
        #expect(item.tags == ["a", "b"])
        #expect(item.isHidden)
        #expect(
            item.attributes == [
                "size": .number(3.5), "new": .flag(false), "note": .text("7"), "words": .list(["x", "2"]),
                "depth": .number(1),
            ])
    }

    @Test func `keys are renamed, and a name given away means nothing`() throws {
        let event = try decode(
            #"{"user":"no","buyer":"u","item":"i"}"#, EventDecoder.self, kind: .events, renaming: ["user": "buyer"])
        #expect(event.user == "u")
    }

    @Test(arguments: [
        "", "[]", "1", "{", "{}", #"{"user":"u"}"#, #"{"user":"u","item":"i"}x"#, #"{"user":"u","item":"i",}"#,
        #"{"user":"u" "item":"i"}"#, #"{"user":"u","item":"\ud800"}"#, #"{"user":"u","item":"\ud800\u0041"}"#,
        #"{"user":"u","item":"\x"}"#, #"{"user":"u","item":"i","value":01}"#, #"{"user":"u","item":"i","value":1.}"#,
        #"{"user":"u","item":"i","value":+1}"#, #"{"user":"u","item":"i","value":nul}"#, #"{'user':"u"}"#,
        #"{"user":["u"],"item":"i"}"#, #"{"user":"u","item":{"id":"i"}}"#, "{\"user\":\"u\",\"item\":\"a\tb\"}",
    ])
    func `what is no event in JSON is refused`(text: String) {
        #expect(throws: RowProblem.self) { try decode(text, EventDecoder.self, kind: .events) }
    }

    @Test func `nesting without end is refused before it costs the stack`() {
        let text = #"{"user":"u","item":"i","x":"# + String(repeating: "[", count: 100_000)
        let error = #expect(throws: RowProblem.self) { try decode(text, EventDecoder.self, kind: .events) }
        #expect(error?.reason.contains("nesting") == true)
    }
}
