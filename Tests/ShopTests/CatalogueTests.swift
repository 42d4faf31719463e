// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing

@Suite struct CatalogueTests {
    private func catalogue(of count: Int) -> Catalogue {
        var catalogue = Catalogue()
        for number in 0..<count { catalogue.append(name: "item \(number)", availability: .always) }
        return catalogue
    }

    @Test func `every item keeps its name and availability across pages`() {
        let catalogue = catalogue(of: 2_500)
        #expect(catalogue.count == 2_500)
        for number in 0..<2_500 {
            #expect(catalogue.name(of: ItemIndex(rawValue: UInt32(number))) == "item \(number)")
        }
    }

    @Test func `a change leaves an older copy as it was`() {
        let before = catalogue(of: 1_500)
        var after = before
        after.update(ItemIndex(rawValue: 1_200), availability: .never)
        let now = Timestamp(milliseconds: 0)
        #expect(before.availability(of: ItemIndex(rawValue: 1_200)).allows(at: now, includingOutOfStock: false))
        #expect(!after.availability(of: ItemIndex(rawValue: 1_200)).allows(at: now, includingOutOfStock: true))
        #expect(after.availability(of: ItemIndex(rawValue: 1_199)) == .always)
    }

    @Test func `every item is found by its name, and no other name finds one`() {
        let (names, others) = (0..<5_000, ["", "item", "item 5000", "item 10 ", "Item 1"])
        let catalogue = catalogue(of: names.count)
        for number in names {
            #expect(catalogue.item(named: "item \(number)") == ItemIndex(rawValue: UInt32(number)))
        }
        for name in others { #expect(catalogue.item(named: name) == nil) }
    }

    @Test func `names are bytes: two ways to write one letter are two items`() {
        var catalogue = Catalogue()
        for name in ["caf\u{e9}", "", "cafe\u{301}", ""] { catalogue.append(name: name, availability: .always) }
        #expect(catalogue.item(named: "caf\u{e9}") == ItemIndex(rawValue: 0))
        #expect(catalogue.item(named: "cafe\u{301}") == ItemIndex(rawValue: 2))
        #expect(catalogue.item(named: "") == nil)
    }

    @Test func `an item added later is not found in an older copy`() {
        let before = catalogue(of: 700)
        var after = before
        after.append(name: "late", availability: .always)
        #expect(before.item(named: "late") == nil && before.item(named: "item 699") == ItemIndex(rawValue: 699))
        #expect(after.item(named: "late") == ItemIndex(rawValue: 700))
    }

    @Test func `an item beyond the catalogue is never available`() {
        #expect(catalogue(of: 3).availability(of: ItemIndex(rawValue: 3)) == .never)
        #expect(Catalogue().availability(of: ItemIndex(rawValue: 0)) == .never)
    }
}

@Suite struct AvailabilityTests {
    private func allows(_ item: Item, at milliseconds: Int64, includingOutOfStock: Bool = false) -> Bool {
        Availability(of: item)
            .allows(at: Timestamp(milliseconds: milliseconds), includingOutOfStock: includingOutOfStock)
    }

    @Test func `an item is available from its first moment until just before its last`() {
        var item = Item(id: "a")
        item.availableFrom = Timestamp(milliseconds: 100)
        item.availableUntil = Timestamp(milliseconds: 200)
        #expect([99, 100, 199, 200].map { allows(item, at: $0) } == [false, true, true, false])
    }

    @Test func `no stock hides an item unless it does not matter`() {
        var item = Item(id: "a")
        item.stock = 0
        #expect(!allows(item, at: 0))
        #expect(allows(item, at: 0, includingOutOfStock: true))
        item.stock = 1
        #expect(allows(item, at: 0))
        item.stock = nil
        #expect(allows(item, at: 0))
    }

    @Test func `a hidden item is never available`() {
        var item = Item(id: "a")
        item.isHidden = true
        #expect(!allows(item, at: 0, includingOutOfStock: true))
        #expect(!allows(item, at: .min, includingOutOfStock: true))
    }
}
