// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing

@testable import Knowledge

@Suite struct ItemSelectionTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `one by one and all at once are the same, and that of brute force`(seed: UInt64) throws {
        var shop = RandomShop(seed: seed, itemCount: seed % 4 == 0 ? 5_000 : 200)
        for count in 1...3 {
            let requirements = (0..<count).map { _ in shop.randomRequirement(isWish: false) }
            let selection = try #require(ItemSelection(requirements, in: shop.table))
            let bits = selection.bits(itemCount: shop.table.count)
            for (position, item) in shop.items.enumerated() {
                let wanted = requirements.allSatisfy { RandomShop.meets(item, $0) }
                #expect(selection.contains(ItemIndex(rawValue: UInt32(position))) == wanted)
                #expect(bits.contains(UInt32(position)) == wanted)
            }
        }
    }

    @Test func `what cannot be asked is met by nothing`() {
        let shop = RandomShop(seed: 1, itemCount: 10)
        #expect(ItemSelection([Requirement("size", .compares(.less, 3))], in: shop.table) == nil)
        #expect(ItemSelection([nil], in: shop.table) == nil)
    }
}
