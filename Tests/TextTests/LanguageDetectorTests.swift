// SPDX-License-Identifier: Apache-2.0

import Testing
import Text

@Suite struct LanguageDetectorTests {
    private func language(of texts: [String]) throws -> String? {
        var detector = LanguageDetector()
        for text in texts { detector.add(text) }
        return detector.language
    }

    @Test(arguments: [
        ("english", "A soft towel for the bath, made of cotton and dried in the sun of the south."),
        ("german", "Ein weiches Handtuch für das Bad, aus Baumwolle und mit der Sonne des Südens getrocknet."),
        ("french", "Une serviette pour le bain, en coton et avec des fils de la région dans une boîte."),
        ("spanish", "Una toalla para el baño, de algodón y con hilos del sur que no se encogen en los lavados."),
        ("russian", "Полотенце для ванной и для бассейна, из хлопка, не линяет и не садится в воде."),
    ])
    func `function words tell the language`(language: String, text: String) throws {
        #expect(try self.language(of: [text]) == language)
        #expect(TextAnalyser.languages.contains(language))
    }

    @Test func `text without function words has no language`() throws {
        #expect(try language(of: ["无线蓝牙耳机", "运动鞋"]) == nil)
        #expect(try language(of: ["Canon EOS R5", "Nikon Z9"]) == nil)
        #expect(try language(of: []) == nil)
    }
}
