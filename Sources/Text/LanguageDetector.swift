// SPDX-License-Identifier: Apache-2.0

/// Finds the language of a whole catalogue by its function words, so that one stemmer can serve all of it.
///
/// Single titles are too short to tell; a catalogue is not. The language whose function words are met most often wins,
/// if they are at least one term in a hundred; ties go to the first by name. Text without such words, as lists of model
/// names are and as Chinese is, has none, and its words stay whole.
public struct LanguageDetector {
    private let analyser: TextAnalyser
    private var hits: [String: Int] = [:]
    private var termCount = 0

    /// A detector that has seen nothing.
    public init() {
        var config = TextConfig.standard
        config.foldsMarks = false  // “på” is Danish, “pa” is not
        analyser = TextAnalyser(config)
    }

    /// Counts a text.
    public mutating func add(_ text: String) {
        var (hits, count) = (hits, 0)
        analyser.forEachTerm(of: text) { term in
            count += 1
            guard term.count <= Self.longestWord else { return }
            for language in Self.languagesByWord[String(decoding: term, as: UTF8.self)] ?? [] {
                hits[language, default: 0] += 1
            }
        }
        self.hits = hits
        termCount += count
    }

    /// The language by Snowball's name; nil where none is plain enough.
    public var language: String? {
        let best = hits.min { $0.value > $1.value || ($0.value == $1.value && $0.key < $1.key) }
        guard let best, best.value >= 3, 100 * best.value >= termCount else { return nil }
        return best.key
    }

    private static let longestWord = 8

    private static let languagesByWord: [String: [String]] = {
        var result: [String: [String]] = [:]
        for (language, words) in functionWords.sorted(by: { $0.key < $1.key }) {
            for word in words.split(separator: " ") { result[String(word), default: []].append(language) }
        }
        return result
    }()

    private static let functionWords = [
        "danish": "og i at det er til med af den for ikke der på som et",
        "dutch": "de het een en van voor met is op niet dat te zijn aan ook",
        "english": "the and of to in is for with on that it this from by are",
        "finnish": "ja on ei se että kanssa oli ovat mutta tai joka hän myös kun",
        "french": "le la les et des en pour une du est dans avec sur pas au",
        "german": "der die das und mit für ist von ein eine den im auf nicht zu",
        "italian": "il di e per con un una che non della del le è in gli",
        "norwegian": "og i det er til med av den for ikke som på et å har",
        "portuguese": "o a de e do da para com em um uma não que os dos",
        "russian": "и в на с не для что это по из как от к за",
        "spanish": "el la los de y con para en un una del que las por no",
        "swedish": "och i att det är till med av den för inte som på ett en",
    ]
}
