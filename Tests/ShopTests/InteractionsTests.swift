// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing

struct InteractionsTests {
    private func interaction(
        _ user: UInt32, type: EventType = .view, time: Int64 = 7, value: Float = .nan, quantity: Float = 1
    ) -> Interaction {
        Interaction(
            user: UserIndex(rawValue: user), item: ItemIndex(rawValue: 0), type: type,
            timestamp: Timestamp(milliseconds: time), value: value, quantity: quantity)
    }

    @Test func `columns of equal elements take no memory`() {
        var interactions = Interactions(userCount: 3, itemCount: 1)
        interactions.reserveCapacity(1_000)
        let empty = interactions.byteCount
        for user in 0..<1_000 { interactions.append(interaction(UInt32(user % 3))) }
        #expect(interactions.byteCount == empty && empty >= 8_000)
        #expect(interactions.types.onlyElement == .view && interactions.timestamps.onlyElement == 7)
        #expect(interactions.values.count == 1_000 && interactions.values[999].isNaN)
        #expect(interactions.latest == Timestamp(milliseconds: 7))
    }

    @Test(arguments: [0, 1, 2, 17]) func `one that differs leaves those before it as they were`(before: Int) {
        var interactions = Interactions(userCount: 100, itemCount: 1)
        for user in 0..<before { interactions.append(interaction(UInt32(user))) }
        let odd = interaction(99, type: .purchase, time: -3, value: 2.5, quantity: 4)
        interactions.append(odd)
        for user in 0..<3 { interactions.append(interaction(UInt32(user), value: -0.0)) }
        #expect(interactions.count == before + 4 && interactions[before] == odd)
        #expect(interactions.types == Array(repeating: .view, count: before) + [.purchase, .view, .view, .view])
        #expect(interactions.timestamps == Array(repeating: 7, count: before) + [-3, 7, 7, 7])
        #expect(interactions.values.prefix(before).allSatisfy { $0.isNaN })
        let values: [Float] = [2.5, -0.0, -0.0, -0.0]
        #expect(interactions.values.suffix(4).map { $0.bitPattern } == values.map { $0.bitPattern })
        #expect(interactions.quantities.suffix(4).map { $0 } == [4, 1, 1, 1])
    }

    @Test func `without interactions there is no latest`() {
        #expect(Interactions(userCount: 1, itemCount: 1).latest == nil)
    }
}
