// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Shop
import Testing

@testable import Import

@Suite struct ValueTests {
    private func timestamp(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes { TimestampParser.timestamp($0)?.milliseconds }
    }

    private func number(_ text: String) -> Double? { Array(text.utf8).withUnsafeBytes { NumberParser.number($0) } }

    @Test func `every day of four centuries agrees with counting them one by one`() {
        var days: Int64 = -135_140  // 1600-01-01
        for year in 1600...2100 {
            for month in 1...12 {
                let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
                let count = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
                for day in 1...count {
                    let text = String(format: "%04d-%02d-%02d", year, month, day)
                    #expect(timestamp(text) == days * 86_400_000, "\(text)")
                    days += 1
                }
                #expect(timestamp(String(format: "%04d-%02d-%02d", year, month, count + 1)) == nil)
            }
        }
    }

    @Test(arguments: [
        ("0", 0), ("978300760", 978_300_760_000), ("978300760000", 978_300_760_000), ("1.5", 1500), ("-1.5", -1500),
        ("2010-12-01", 1_291_161_600_000), ("2010-12-01 08:26", 1_291_191_960_000),
        ("2010-12-01T08:26:00Z", 1_291_191_960_000), ("2010-12-01T08:26:00.25+01:00", 1_291_188_360_250),
        ("2010-12-01T08:26:00-0130", 1_291_197_360_000), ("2010-12-01T08:26:00+01", 1_291_188_360_000),
        ("1969-12-31T23:59:59.999Z", -1), ("0001-01-01", -62_135_596_800_000),
        ("9999-12-31T23:59:59.9999", 253_402_300_799_999),
    ])
    func `a moment is read`(text: String, milliseconds: Int64) { #expect(timestamp(text) == milliseconds) }

    @Test(arguments: [
        "", "-", "now", "2010-13-01", "2010-02-29", "2010-00-10", "2010-1-1", "2010-12-01 25:00", "2010-12-01 08:60",
        "2010-12-01 08:26:60", "2010-12-01T", "2010-12-01T08", "2010-12-01T08:26:", "2010-12-01T08:26:00.",
        "2010-12-01T08:26+", "2010-12-01T08:26+01:", "2010-12-01x", "01/12/2010", "1e3x", "nan", "0000-01-01",
        "1600000000000000", "9999-12-31T23:59:59-01:00",
    ])
    func `what is no moment is refused`(text: String) { #expect(timestamp(text) == nil) }

    @Test func `numbers agree with the standard library to the last bit`() {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<20_000 {
            let digits = Int.random(in: 1...18, using: &generator)
            var text = Bool.random(using: &generator) ? "-" : ""
            let point = Int.random(in: 0...digits, using: &generator)
            for position in 0..<digits {
                if position == point { text += "." }
                text += "\(Int.random(in: 0...9, using: &generator))"
            }
            if Int.random(in: 0..<4, using: &generator) == 0 {
                text += "e\(Int.random(in: -30...30, using: &generator))"
            }
            #expect(number(text)?.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    @Test(arguments: ["", "-", ".", "nan", "inf", "0x10", "1,5", "1 ", " 1", "1e", "--1", "1e999", "1.2.3", "e5"])
    func `what is no number is refused`(text: String) { #expect(number(text) == nil) }

    @Test func `text that is not UTF-8 is refused wherever the damage is`() throws {
        let sound = Array("naïve — 😀 and a longer tail".utf8)
        #expect(sound.withUnsafeBytes { String(validUTF8: $0) } == "naïve — 😀 and a longer tail")
        var generator = SeededGenerator(seed: 22)
        for _ in 0..<5000 {
            var bytes = Array(sound.prefix(Int.random(in: 0...sound.count, using: &generator)))
            if !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            let expected = String(validating: bytes, as: UTF8.self)
            #expect(bytes.withUnsafeBytes { String(validUTF8: $0) } == expected, "\(bytes)")
        }
    }
}
