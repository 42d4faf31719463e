// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@testable import Placements

@Suite struct RecommendationIDTests {
    @Test func `every answer has a name of its own`() {
        var generator = SeededGenerator(seed: 1)
        var ids = RecommendationIDs(using: &generator)
        let names = (0..<10_000).map { _ in ids.next() }
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.utf8.count == 13 })
    }
}

@Suite struct ItemMarksTests {
    @Test func `clearing forgets every item and marking tells whether it was new`() {
        var marks = ItemMarks()
        let item = ItemIndex(rawValue: 5_000)
        #expect(!marks.contains(item))
        let wasNew = [marks.insert(item), marks.insert(item)]
        #expect(wasNew == [true, false])
        #expect(marks.contains(item))
        marks.removeAll()
        #expect(!marks.contains(item))
        let isNewAgain = marks.insert(item)
        #expect(isNewAgain)
    }
}
