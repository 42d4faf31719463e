// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// A vector that a shop supplies with an item: numbers in a list, or in a text with commas or spaces between them.
struct ItemVector {
    let components: [Float]

    /// What is wrong with an attribute that should be a vector.
    enum Problem: Error, Equatable {
        case notNumbers
        case wrongLength(Int)

        /// What is wrong and how to mend it, for vectors of that length.
        func message(length: Int) -> String {
            switch self {
            case .notNumbers: "must be \(length) finite numbers, in a list or in a text with commas between them"
            case .wrongLength(let count): "\(count) numbers; the recipe's vectorLength is \(length)"
            }
        }
    }

    init(_ value: AttributeValue, length: Int) throws(Problem) {
        let words: [Substring]
        switch value {
        case .text(let text): words = text.split { $0 == "," || $0 == " " }
        case .list(let list): words = list.map { Substring($0) }
        case .number, .flag: throw .notNumbers
        }
        var components: [Float] = []
        components.reserveCapacity(words.count)
        for word in words {
            guard let component = Float(word), component.isFinite else { throw .notNumbers }
            components.append(component)
        }
        guard components.count == length else { throw .wrongLength(components.count) }
        self.components = components
    }
}
