// SPDX-License-Identifier: Apache-2.0

import Testing
import Text

/// What text becomes, language by language.
@Suite struct TextAnalyserTests {
    private func terms(_ text: String, _ language: String? = nil) throws -> [String] {
        TextAnalyser(try TextConfig(language: language)).terms(of: text)
    }

    @Test func `words are folded and punctuation is left out`() throws {
        #expect(try terms("The Quick, brown fox -- jumps!") == ["the", "quick", "brown", "fox", "jumps"])
        #expect(try terms("") == [])
        #expect(try terms(" .,;:!? \n\t") == [])
        #expect(try terms("USB-C-Ladekabel") == ["usb", "c", "ladekabel"])
        #expect(try terms("Straße ÄRGER") == ["strasse", "arger"])
    }

    @Test func `Chinese, Japanese and Thai are cut into words`() throws {
        #expect(try terms("无线蓝牙耳机") == ["无线", "蓝牙", "耳机"])
        #expect(try terms("防水运动手表").contains("防水"))
        #expect(try terms("日本語の本を読む") == ["日本語", "の", "本", "を", "読む"])
        #expect(try terms("ワイヤレスイヤホン 充電ケース").contains("ワイヤレス"))
        #expect(try terms("เสื้อยืดสีแดง") == ["เสื้อ", "ยืด", "สี", "แดง"])
        #expect(try terms("รองเท้าวิ่งสำหรับผู้ชาย").suffix(2) == ["สําหรับ", "ผู้ชาย"])
        #expect(try terms("Nike 跑步鞋").first == "nike")
    }

    @Test func `German endings and umlauts meet in one stem`() throws {
        #expect(try terms("Bücher", "german") == terms("Buches", "german").map { _ in "buch" })
        #expect(try terms("Häuser", "german") == ["haus"])
        #expect(try terms("Damenlaufschuhe", "german") == terms("Damenlaufschuh", "german"))
    }

    @Test func `English endings, French elision, Russian endings`() throws {
        #expect(try terms("running shoes' laces", "english") == ["run", "shoe", "lace"])
        #expect(try terms("men’s men's", "english") == ["men", "men"])
        #expect(try terms("l'eau d’été", "french") == terms("eau ete", "french"))
        #expect(try terms("книги книга", "russian").allSatisfy { $0 == "книг" })
        #expect(try terms("无线耳机", "english") == ["无线", "耳机"])
    }

    @Test func `numbers stay, and units stand alone`() throws {
        #expect(try terms("500ml 500 ml 1.5L 2,5kg") == ["500", "ml", "500", "ml", "1.5", "l", "2,5", "kg"])
        #expect(try terms("5㎏ ３２ＧＢ") == ["5", "kg", "32", "gb"])
        #expect(try terms("X100V 3D iPhone15") == ["x100v", "3d", "iphone15"])
    }

    @Test func `emoji are words, their sequences too`() throws {
        #expect(try terms("🎁 gift ❤️ ❤") == ["🎁", "gift", "❤", "❤"])
        #expect(try terms("🇩🇪🇫🇷") == ["🇩🇪", "🇫🇷"])
        #expect(try terms("👩‍💻👍🏽") == ["👩‍💻", "👍🏽"])
        #expect(try terms("Lego™ Duplo® ©") == ["lego", "duplo"])
    }

    @Test func `the same word in other forms is the same term`() throws {
        #expect(try terms("cafe\u{301}") == terms("café"))
        #expect(try terms("ｶﾞﾑ") == terms("ガム"))
        #expect(try terms("ﬁt") == ["fit"])
    }

    @Test func `a word is the same with the marks people leave out, in every language`() throws {
        for language in TextAnalyser.languages.map(Optional.some) + [nil] {
            for (marked, plain) in [
                ("Café", "cafe"), ("cafetière électrique", "cafetiere electrique"), ("Jalapeños", "jalapenos"),
                ("Bücher Käse", "bucher kase"), ("Smørrebrød", "smorrebrod"), ("Żółć", "zolc"), ("Đồng hồ", "dong ho"),
                ("Œuvre", "oeuvre"), ("ёлка", "елка"), ("Άλφα", "αλφα"), ("x\u{302}", "x"), ("İstanbul", "istanbul"),
            ] where !Self.tells(marked, from: plain, in: language) {
                #expect(try terms(marked, language) == terms(plain, language), "\(language ?? "no language")")
            }
        }
    }

    /// Whether those are other letters in that language, not others' marks.
    private static func tells(_ marked: String, from plain: String, in language: String?) -> Bool {
        switch plain {
        case "jalapenos": language == "spanish"
        case "bucher kase": ["estonian", "finnish", "hungarian", "swedish", "turkish"].contains(language)
        case "smorrebrod": ["danish", "norwegian"].contains(language)
        default: false
        }
    }

    @Test func `letters of their own and marks of other scripts stay`() throws {
        #expect(try terms("få fa", "swedish").count == 2 && terms("få", "swedish") != terms("fa", "swedish"))
        #expect(try terms("año", "spanish") != terms("ano", "spanish"))
        #expect(try terms("か が") == ["か", "が"])
        #expect(try terms("ガム") != terms("カム"))
        #expect(try terms("เสื้อ") == ["เสื้อ"])
        #expect(try terms("हिन्दी") == ["हिन्दी"])
        #expect(try terms("мой") == ["мой"])
        #expect(try terms("한국어") == ["한국어"])
    }

    @Test func `a language without a stemmer is refused with those there are`() throws {
        let error = #expect(throws: TextError.self) { try terms("x", "klingon") }
        #expect(error?.code == .unknownLanguage)
        #expect(error?.message.contains("english") == true)
    }
}
