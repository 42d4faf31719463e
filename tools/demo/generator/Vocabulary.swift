// SPDX-License-Identifier: Apache-2.0

import Matrix

/// The words items and customers are made of.
enum Vocabulary {
    static let adjectives = [
        "Classic", "Gentle", "Pure", "Nordic", "Urban", "Fresh", "Soft", "Bold", "Natural", "Little", "Grand", "Silent",
        "Golden", "Everyday", "Royal", "Wild", "Clear", "Warm", "Light", "Original", "Studio", "Heritage", "Coastal",
        "Alpine", "Modern",
    ]
    static let materials = [
        "oat", "bamboo", "steel", "linen", "rose", "walnut", "aluminium", "wool", "cotton", "cedar", "ceramic", "lemon",
        "charcoal", "recycled", "organic", "vanilla", "leather", "glass",
    ]
    static let uses = [
        "every day", "travel", "small flats", "beginners", "sensitive skin", "families", "weekends", "the office",
        "gifts", "long evenings", "cold mornings", "professionals",
    ]
    static let promises = [
        "made to last", "easy to clean", "light to carry", "a favourite of our customers", "tested by our own team",
        "packed without plastic", "with two years of warranty", "made in small batches",
    ]
    static let countries: [(name: String, share: Double, regions: [String])] = [
        ("Germany", 0.5, ["Bavaria", "Berlin", "Hamburg", "Hesse", "Saxony"]),
        ("Austria", 0.15, ["Vienna", "Tyrol", "Styria"]),
        ("Switzerland", 0.12, ["Zurich", "Bern", "Geneva"]),
        ("Netherlands", 0.13, ["Utrecht", "Limburg", "Zeeland"]),
        ("France", 0.1, ["Alsace", "Brittany", "Provence"]),
    ]
    static let ageBands = ["18-24", "25-34", "35-44", "45-54", "55-64", "65+"]
    static let ageShares = [0.14, 0.25, 0.22, 0.18, 0.13, 0.08]
    static let genders = ["female", "male", "undisclosed"]
    static let genderShares = [0.52, 0.42, 0.06]

    private static let openings = [
        "Vel", "Nor", "Ami", "Tor", "Lu", "Bra", "Cas", "Del", "Eri", "Fen", "Gal", "Hol", "Ila", "Jun", "Kor", "Mar",
    ]
    private static let endings = [
        "ora", "dal", "vik", "ello", "una", "mont", "ette", "sson", "aro", "line", "ix", "wood",
    ]

    /// The n-th brand's name, different for every n below 192; above that numbered.
    static func brand(_ number: Int) -> String {
        let count = openings.count * endings.count
        let mixed = number % count * 59 % count  // 59 and 192 share no factor, so this is a permutation
        let name = openings[mixed % openings.count] + endings[mixed / openings.count]
        return number < count ? name : "\(name) \(number / count + 1)"
    }

    /// Any of the words.
    static func pick(_ words: [String], _ generator: inout SeededGenerator) -> String {
        words[generator.below(words.count)]
    }
}
