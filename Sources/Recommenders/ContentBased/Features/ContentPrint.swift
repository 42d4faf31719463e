// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// A number that tells whether an item's content is still what a model learnt.
///
/// Stock, availability and the like are left out: they change often and are no content.
enum ContentPrint {
    /// FNV-1a over the fields in order, each ended by a byte that no UTF-8 holds; never 0, which stands for no item.
    static func of(_ item: Item) -> UInt64 {
        var hash = FNV()
        for text in [item.title, item.text, item.brand] { hash.add(text) }
        for list in [item.category, item.tags] {
            for text in list { hash.add(text) }
            hash.end()
        }
        if let price = item.price { hash.add(price) }
        for (name, value) in item.attributes.sorted(by: { $0.key < $1.key }) {
            hash.add(name)
            hash.add(value)
        }
        return max(1, hash.value)
    }

    private struct FNV {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func add(byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

        mutating func end() { add(byte: 0xFF) }

        mutating func add(_ text: String) {
            for byte in text.utf8 { add(byte: byte) }
            end()
        }

        mutating func add(_ number: Double) {
            value = (value ^ number.bitPattern) &* 0x100_0000_01B3
            end()
        }

        mutating func add(_ attribute: AttributeValue) {
            switch attribute {
            case .text(let text): add(text)
            case .number(let number): add(number)
            case .flag(let flag): add(byte: flag ? 1 : 2)
            case .list(let list): for text in list { add(text) }
            }
            end()
        }
    }
}
