// SPDX-License-Identifier: Apache-2.0

import Matrix
import Mining
import Testing

/// Every set of items is tried: what the miner must agree with.
struct PlainItemSets {
    let supports: [Set<UInt32>: Int]

    init(_ baskets: [Set<UInt32>], itemCount: Int, minimumSupport: Int) {
        var supports: [Set<UInt32>: Int] = [:]
        for members in 1..<(1 << itemCount) {
            let items = Set((0..<UInt32(itemCount)).filter { members >> Int($0) & 1 == 1 })
            let support = baskets.count { items.isSubset(of: $0) }
            if support >= minimumSupport { supports[items] = support }
        }
        self.supports = supports
    }

    func listed(_ kind: ItemSetConfig.Kind) -> [Set<UInt32>: Int] {
        supports.filter { items, support in
            let larger = supports.filter { items.isStrictSubset(of: $0.key) }
            return switch kind {
            case .all: true
            case .closed: !larger.contains { $0.value == support }
            case .maximal: larger.isEmpty
            }
        }
    }
}

enum RandomBaskets {
    /// Baskets over a few items, some of which tend to come together, empty ones and repeated ones among them.
    static func make(count: Int, itemCount: Int, seed: UInt64) -> [Set<UInt32>] {
        var generator = SeededGenerator(seed: seed)
        let bundle = Set((0..<3).map { _ in UInt32.random(in: 0..<UInt32(itemCount), using: &generator) })
        return (0..<count).map { _ in
            let share = Int.random(in: 0...4, using: &generator)
            var items = Set((0..<UInt32(itemCount)).filter { _ in Int.random(in: 0..<5, using: &generator) < share })
            if Bool.random(using: &generator) { items.formUnion(bundle) }
            return items
        }
    }

    static func packed(_ baskets: [Set<UInt32>], itemCount: Int? = nil) -> Baskets {
        var builder = ItemLinesBuilder()
        for basket in baskets {
            for item in basket { builder.add(item) }
            if let again = basket.first { builder.add(again) }
            builder.endLine()
        }
        return Baskets(builder.finish(itemCount: itemCount))
    }
}

extension ItemSets {
    var byItems: [Set<UInt32>: Int] {
        Dictionary((0..<count).map { (Set(self[$0]), Int(supports[$0])) }, uniquingKeysWith: { _, _ in -1 })
    }
}

@Suite struct ItemSetTests {
    @Test(arguments: ItemSetConfig.Kind.allCases, 0..<12)
    func `the sets are those of trying every set`(kind: ItemSetConfig.Kind, seed: Int) {
        let baskets = RandomBaskets.make(count: [5, 40, 130, 300][seed % 4], itemCount: 8, seed: UInt64(seed))
        for minimumSupport in [1, 2, 7, 40] {
            var config = ItemSetConfig(minimumSupport: minimumSupport)
            config.kind = kind
            let found = ItemSetMiner(config).mine(RandomBaskets.packed(baskets))
            let plain = PlainItemSets(baskets, itemCount: 8, minimumSupport: minimumSupport).listed(kind)
            #expect(found.count == plain.count, "support \(minimumSupport), seed \(seed)")
            #expect(found.byItems == plain, "support \(minimumSupport), seed \(seed)")
            #expect(found.stop == nil)
        }
    }

    @Test func `lengths bound what is listed, not what is closed`() {
        let baskets = RandomBaskets.make(count: 60, itemCount: 8, seed: 5)
        let plain = PlainItemSets(baskets, itemCount: 8, minimumSupport: 3)
        for kind in ItemSetConfig.Kind.allCases {
            var config = ItemSetConfig(minimumSupport: 3)
            config.kind = kind
            config.lengths = 2...3
            let wanted = plain.listed(kind).filter { (2...3).contains($0.key.count) }
            #expect(ItemSetMiner(config).mine(RandomBaskets.packed(baskets)).byItems == wanted)
        }
    }

    @Test func `the same sets in the same order with any number of threads`() {
        let baskets = RandomBaskets.packed(RandomBaskets.make(count: 200, itemCount: 12, seed: 9))
        var config = ItemSetConfig(minimumSupport: 4)
        let one = ItemSetMiner(config).mine(baskets)
        config.threadCount = 3
        let three = ItemSetMiner(config).mine(baskets)
        #expect((0..<one.count).map { one[$0] } == (0..<three.count).map { three[$0] })
    }

    @Test func `a search that would not end stops at its bound with what it has`() {
        let baskets = RandomBaskets.packed((0..<4).map { _ in Set(0..<60) })
        var config = ItemSetConfig(minimumSupport: 1)
        config.bounds.byteCount = 1 << 20
        let full = ItemSetMiner(config).mine(baskets)
        #expect(full.stop == .memory)
        #expect(full.count > 1_000)
        config.bounds = MiningBounds()
        config.bounds.duration = .milliseconds(20)
        #expect(ItemSetMiner(config).mine(baskets).stop == .time)
    }

    @Test func `no basket, no item and a support nobody reaches give no set`() {
        var builder = ItemLinesBuilder()
        #expect(ItemSetMiner(ItemSetConfig(minimumSupport: 1)).mine(Baskets(builder.finish())).count == 0)
        builder.endLine()
        #expect(ItemSetMiner(ItemSetConfig(minimumSupport: 1)).mine(Baskets(builder.finish())).count == 0)
        builder.add(3)
        builder.endLine()
        #expect(ItemSetMiner(ItemSetConfig(minimumSupport: 2)).mine(Baskets(builder.finish())).count == 0)
        #expect(ItemSetMiner(ItemSetConfig(minimumSupport: 1)).mine(Baskets(builder.finish())).byItems == [[3]: 1])
    }
}
