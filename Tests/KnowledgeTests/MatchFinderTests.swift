// SPDX-License-Identifier: Apache-2.0

import Knowledge
import Matrix
import Shop
import Testing

@Suite struct MatchFinderTests {
    private func everything(_ shop: RandomShop) -> ItemBits {
        ItemBits(words: eligible(shop) { _ in true }, itemCount: shop.items.count)
    }

    private func eligible(_ shop: RandomShop, _ allows: (Int) -> Bool) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (shop.items.count + 63) / 64)
        for position in shop.items.indices where allows(position) { words[position / 64] |= 1 << UInt64(position % 64) }
        return words
    }

    /// The answer by looking at every item, and every set of requirements to give up, smallest first.
    private func plainAnswer(
        _ question: MatchQuestion, _ shop: RandomShop, _ allows: (Int) -> Bool, affinity: [Float], popularity: [Float]
    ) -> MatchAnswer {
        let required = question.requirements.indices.filter { question.requirements[$0].weight == nil }
        func matching(without dropped: Set<Int>) -> [Int] {
            shop.items.indices.filter { position in
                allows(position)
                    && required.allSatisfy {
                        dropped.contains($0) || RandomShop.meets(shop.items[position], question.requirements[$0])
                    }
            }
        }
        func best(_ count: Int, _ positions: [Int]) -> [Match] {
            let matches = positions.map { position -> Match in
                let points = RandomShop.points(shop.items[position], question.requirements)
                return Match(
                    item: ItemIndex(rawValue: UInt32(position)), score: points.reduce(0, +), points: points)
            }
            return Array(
                matches.sorted { left, right in
                    let (l, r) = (Int(left.item.rawValue), Int(right.item.rawValue))
                    return (-left.score, -affinity[l], -popularity[l], l) < (
                        -right.score, -affinity[r], -popularity[r], r
                    )
                }.prefix(count))
        }
        let found = matching(without: [])
        if !found.isEmpty || required.isEmpty {
            return MatchAnswer(count: found.count, items: best(question.count, found))
        }
        for size in 1...required.count {
            var relaxations: [Relaxation] = []
            for mask in 0..<(1 << required.count) where mask.nonzeroBitCount == size {
                let dropped = required.indices.filter { mask >> $0 & 1 == 1 }.map { required[$0] }
                let found = matching(without: Set(dropped))
                if found.isEmpty { continue }
                relaxations.append(
                    Relaxation(
                        dropped: dropped, nearest: [], count: found.count,
                        items: best(question.relaxationItemCount, found)))
            }
            if relaxations.isEmpty { continue }
            relaxations.sort {
                $0.count != $1.count ? $0.count > $1.count : $0.dropped.lexicographicallyPrecedes($1.dropped)
            }
            return MatchAnswer(count: 0, items: [], relaxations: relaxations, relaxationCount: relaxations.count)
        }
        return MatchAnswer(count: 0, items: [])
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `matches and relaxations equal brute force`(seed: UInt64) throws {
        var shop = RandomShop(seed: seed, itemCount: seed % 3 == 0 ? 5_000 : 200)
        let affinity = shop.items.map { _ in Float(shop.number(0..<3)) }
        let popularity = shop.items.map { _ in Float(shop.number(0..<3)) }
        var answered = 0
        while answered < 6 {
            let requirements = (0..<shop.number(1..<9)).map { _ in shop.randomRequirement(isWish: shop.chance(30)) }
            var question = MatchQuestion(requirements, count: shop.number(0..<20), relaxationLimit: .max)
            question.relaxationItemCount = shop.number(0..<5)
            guard let finder = try? MatchFinder(question, in: shop.table) else { continue }  // a contradiction
            let barred = shop.number(1..<9)
            let allows = { (position: Int) in position % barred != 0 }
            var answer = finder.find(
                among: ItemBits(words: eligible(shop, allows), itemCount: shop.items.count),
                affinity: { affinity[Int($0)] }, popularity: { popularity[Int($0)] })
            for place in answer.relaxations.indices { answer.relaxations[place].nearest = [] }
            let expected = plainAnswer(question, shop, allows, affinity: affinity, popularity: popularity)
            #expect(answer == expected, "seed \(seed): \(requirements)")
            answered += 1
        }
    }

    @Test func `a relaxation says which number comes nearest to what was asked for`() throws {
        var table = AttributeTable()
        for (price, brand) in [(119.0, "A"), (150, "A"), (90, "B")] {
            var item = Item(id: "i")
            (item.price, item.brand) = (price, brand)
            table.append(item)
        }
        let question = MatchQuestion([
            Requirement("price", .compares(.less, 80)), Requirement("brand", .equals(.text("A"))),
        ])
        let answer = try MatchFinder(question, in: table).find(among: ItemBits(words: [0b111], itemCount: 3))
        #expect(answer.relaxations.map(\.dropped) == [[0]])
        #expect(answer.relaxations.map(\.nearest) == [[119]] && answer.relaxations.map(\.count) == [2])
    }

    @Test func `nothing eligible has nothing to relax`() throws {
        let shop = RandomShop(seed: 1, itemCount: 10)
        let question = MatchQuestion([Requirement("price", .compares(.less, -1))])
        let answer = try MatchFinder(question, in: shop.table).find(among: ItemBits(words: [], itemCount: 10))
        #expect(answer == MatchAnswer(count: 0, items: []))
    }

    private func failure(_ requirements: [Requirement]) -> KnowledgeError? {
        let shop = RandomShop(seed: 1, itemCount: 100)
        do throws(KnowledgeError) {
            _ = try MatchFinder(MatchQuestion(requirements), in: shop.table)
            return nil
        } catch {
            return error
        }
    }

    @Test func `what is wrong is named by its field`() {
        let cases: [([Requirement], KnowledgeError.Code, String)] = [
            ([Requirement("prise", .equals(.number(1)))], .unusableAttribute, "did you mean “price”?"),
            ([Requirement("price", .equals(.text("1")))], .wrongKind, "price, a number: compare it with numbers"),
            ([Requirement("brand", .compares(.less, 1))], .wrongKind, "brand, a text"),
            ([Requirement("organic", .oneOf([.flag(true)]))], .wrongKind, "organic, a flag"),
            ([Requirement("category", .equals(.text("a")))], .wrongKind, "within"),
            ([Requirement("price", .compares(.less, .nan))], .invalidValue, "finite"),
            ([Requirement("price", .near(1, tolerance: 0))], .invalidValue, "above 0"),
            ([Requirement("price", .between(2, 1))], .invalidValue, "above the second"),
            ([Requirement("tags", .hasAny([]))], .invalidValue, "0 values"),
            ([Requirement("price", .equals(.number(1)), weight: .infinity)], .invalidValue, "weight"),
            ([Requirement("price", .equals(.number(1)), weight: -1)], .invalidValue, "above 0"),
            (Array(repeating: Requirement("price", .compares(.less, 9)), count: 33), .tooMany, "the most is 32"),
        ]
        for (requirements, code, text) in cases {
            let error = failure(requirements)
            #expect(error?.code == code, "\(requirements)")
            #expect(error?.description.contains(text) == true, "\(error?.description ?? "no error")")
            #expect(error?.fields.first?.hasPrefix("requirements") == true)
        }
    }

    @Test func `contradictions are named, and nothing beside them`() {
        let cheap = Requirement("price", .compares(.less, 10))
        let dear = Requirement("price", .compares(.more, 20))
        let brand = Requirement("brand", .equals(.text("A")))
        let error = failure([brand, cheap, Requirement("price", .compares(.more, 1)), dear])
        #expect(error?.code == .contradiction && error?.fields == ["requirements[1]", "requirements[3]"])
        #expect(error?.message.contains("“price < 10” and “price > 20” contradict each other") == true)
    }

    @Test(arguments: [
        ["brand = A", "brand = B"], ["brand in A,B", "brand != A", "brand != B"], ["price < 5", "price = 5"],
        ["price between 1..1", "price != 1"], ["organic = true", "organic != true"], ["tags has all a,b", "tags != b"],
        ["tags has any a", "tags != a"], ["category within a>b", "category within a>c"],
        ["price near 5~1", "price > 6"],
        ["price in 1,2", "price in 3,4"],
    ])
    func `every kind of contradiction is found`(written: [String]) throws {
        let requirements = try written.map { try Requirement(parsing: $0) }
        #expect(failure(requirements)?.fields.count == written.count)
        for left in written.indices {
            let others = requirements.indices.filter { $0 != left }.map { requirements[$0] }
            #expect(failure(others) == nil)
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `requirements that an item meets are no contradiction`(seed: UInt64) {
        var shop = RandomShop(seed: seed, itemCount: 60)
        for _ in 0..<30 {
            let requirements = (0..<4).map { _ in shop.randomRequirement(isWish: false) }
            let isMet = shop.items.contains { item in requirements.allSatisfy { RandomShop.meets(item, $0) } }
            guard isMet else { continue }
            #expect(throws: Never.self) { try MatchFinder(MatchQuestion(requirements), in: shop.table) }
        }
    }
}
