// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

/// The plainest board there is: a dictionary, and a list that is sorted whole.
private struct PlainBoard {
    var scores: [UInt32: Float] = [:]

    mutating func add(_ score: Float, to item: UInt32) { scores[item, default: 0] += score }

    func best(_ count: Int, where accepts: (UInt32) -> Bool) -> [Scored] {
        let all = scores.filter { !$0.value.isNaN && accepts($0.key) }.map { Scored(item: $0.key, score: $0.value) }
        return Array(all.sorted { $0.precedes($1) }.prefix(count))
    }
}

private struct Lists {
    var items: [UInt32]
    var values: [Float]

    /// Scores are small whole numbers, so that sums are exact and ties are many.
    init(count: Int, itemCount: Int, using generator: inout SeededGenerator) {
        items = (0..<count).map { _ in UInt32.random(in: 0..<UInt32(itemCount), using: &generator) }
        values = (0..<count).map { _ in Float(Int.random(in: -2...6, using: &generator)) }
    }

    func add(to board: inout Scoreboard, scaledBy scale: Float) {
        items.withUnsafeBufferPointer { items in
            values.withUnsafeBufferPointer { board.add($0, to: items, scaledBy: scale) }
        }
    }
}

@Suite struct ScoreboardTests {
    @Test(arguments: 0..<60) func `the board ranks as sorting everything does, sparse and dense`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let itemCount = Int.random(in: 1...400, using: &generator)
        var board = Scoreboard(itemCount: itemCount)
        for round in 0..<4 {
            board.reset(itemCount: itemCount)
            var plain = PlainBoard()
            let lengths = (0..<5).map { _ in Int.random(in: 0...(round < 2 ? 8 : 150), using: &generator) }
            if round.isMultiple(of: 2) { board.expect(additions: lengths.reduce(0, +)) }
            for length in lengths {
                let list = Lists(count: length, itemCount: itemCount, using: &generator)
                list.add(to: &board, scaledBy: 2)
                for (item, value) in zip(list.items, list.values) where value != 0 { plain.add(value * 2, to: item) }
                for (item, value) in zip(list.items, list.values) where value == 0 { plain.add(0, to: item) }
            }
            for count in [0, 1, 10, itemCount + 5] {
                #expect(board.best(count) { $0 % 3 != 1 } == plain.best(count) { $0 % 3 != 1 }, "seed \(seed)")
            }
        }
    }

    @Test func `an item that nobody scored is not ranked, one that was scored 0 is`() {
        var board = Scoreboard(itemCount: 40)
        board.add(0, to: 3)
        board.add(1, to: 5)
        board.add(-1, to: 5)
        #expect(board.best(10) == [Scored(item: 3, score: 0), Scored(item: 5, score: 0)])
        board.expect(additions: 1_000)
        board.add(-1, to: 7)
        #expect(board.best(10).map(\.item) == [3, 5, 7])
        #expect(board.score(of: 4) == nil)
        #expect(board.score(of: 40) == nil)
    }

    @Test(arguments: [false, true]) func `a NaN score is never ranked`(isDense: Bool) {
        var board = Scoreboard(itemCount: 20)
        if isDense { board.expect(additions: 100) }
        for item in 0..<UInt32(20) { board.add(item.isMultiple(of: 2) ? .nan : 1, to: item) }
        #expect(board.best(20).map(\.item) == [1, 3, 5, 7, 9, 11, 13, 15, 17, 19])
        #expect(board.best(2).map(\.item) == [1, 3])
    }

    @Test func `a NaN score hides no better one beside it`() {
        for place in 0..<UInt32(32) {
            var board = Scoreboard(itemCount: 320)
            board.expect(additions: 320)
            for item in 0..<UInt32(320) {
                let isHidden = (64..<96).contains(item) && item != 64 + place
                board.add(isHidden ? .nan : item == 64 + place ? 2 : 1, to: item)
            }
            #expect(board.best(2) == [Scored(item: 64 + place, score: 2), Scored(item: 0, score: 1)])
        }
    }

    @Test(arguments: [false, true]) func `items beyond the board are ignored`(isDense: Bool) {
        var board = Scoreboard(itemCount: 4)
        if isDense { board.expect(additions: 100) }
        let list: ([UInt32], [Float]) = ([1, 4, .max, 2, 9], [1, 1, 1, 2, 1])
        list.0.withUnsafeBufferPointer { items in
            list.1.withUnsafeBufferPointer { board.add($0, to: items, scaledBy: 1) }
        }
        #expect(board.best(10).map(\.item) == [2, 1])
    }

    @Test func `a reset board has forgotten everything and may grow`() {
        var board = Scoreboard(itemCount: 8)
        board.add(1, to: 2)
        board.reset(itemCount: 4)
        #expect(board.best(5).isEmpty)
        [Float](repeating: 1, count: 8).withUnsafeBufferPointer { board.addAll($0) }
        #expect(board.best(20).count == 8)
        board.reset(itemCount: 16)
        #expect(board.best(5).isEmpty)
        board.add(1, to: 15)
        #expect(board.best(5).map(\.item) == [15])
    }

    @Test func `adding to all leaves out what is marked with negative zero`() {
        var board = Scoreboard(itemCount: 3)
        [1, -0.0, 2].withUnsafeBufferPointer { board.addAll($0) }
        #expect(board.best(3).map(\.item) == [2, 0])
    }

    @Test func `replacing scores keeps untouched items untouched`() {
        var board = Scoreboard(itemCount: 6)
        board.add(4, to: 1)
        board.add(9, to: 2)
        board.replaceScores { item, score in item == 1 ? .nan : score - 9 }
        #expect(board.best(6) == [Scored(item: 2, score: 0)])
    }

    @Test func `a spare board is empty each time, has room, and has a spare of its own`() {
        var board = Scoreboard(itemCount: 3)
        board.add(1, to: 2)
        for places in [5, 2, 9] {
            board.withSpare(itemCount: places) { board, spare in
                #expect(spare.itemCount >= places)
                #expect(spare.best(9).isEmpty)
                spare.add(2, to: UInt32(places - 1))
                spare.withSpare(itemCount: 4) { spare, second in
                    #expect(second.best(9).isEmpty)
                    second.add(7, to: 0)
                    spare.add(7, to: 0)
                }
                board.withSpare(itemCount: 1) { _, another in #expect(another.best(9).isEmpty) }
                #expect(spare.best(9) == [Scored(item: 0, score: 7), Scored(item: UInt32(places - 1), score: 2)])
                board.add(spare.best(1)[0].score, to: 0)
            }
        }
        #expect(board.best(9) == [Scored(item: 0, score: 21), Scored(item: 2, score: 1)])
        board.reset(itemCount: 30)
        board.withSpare(itemCount: 2) { board, spare in #expect(board.best(9).isEmpty && spare.itemCount >= 9) }
    }

    @Test(arguments: [3, 100]) func `a board lent scores ranks those and is empty again`(count: Int) {
        var board = Scoreboard(itemCount: 100)
        var scores = (0..<count).map { Float($0 % 7) }
        scores[2] = -0.0
        scores.withUnsafeMutableBufferPointer { scores in
            board.withScores(scores) { board in
                #expect(board.best(100).count == count - 1)
                #expect(board.score(of: 1) == 1 && board.score(of: 2) == nil)
            }
        }
        #expect(board.best(100).isEmpty)
        board.add(1, to: 99)
        #expect(board.best(100) == [Scored(item: 99, score: 1)])
    }

    @Test(arguments: [true, false]) func `raising keeps the largest score`(isDense: Bool) {
        var board = Scoreboard(itemCount: 9)
        if isDense { board.expect(additions: 9) }
        for (item, score) in [(3, 0.5), (3, 0.25), (3, 0.75), (4, -1), (5, -0.0), (6, .nan), (9, 1), (3, .nan)] {
            board.raise(UInt32(item), to: Float(score))
        }
        #expect(board.best(9) == [Scored(item: 3, score: 0.75), Scored(item: 5, score: 0), Scored(item: 4, score: -1)])
        board.reset(itemCount: 9)
        #expect(board.best(9).isEmpty)
    }

    @Test(arguments: [5, 4_000]) func `items from a score on are all given, on sparse and on dense boards`(count: Int) {
        var generator = SeededGenerator(seed: 8)
        var board = Scoreboard(itemCount: 1_013)
        board.expect(additions: count)
        for _ in 0..<count {
            board.add(Float.random(in: -1...1, using: &generator), to: UInt32.random(in: 0..<1_013, using: &generator))
        }
        for least in [-0.5, 0, 0.3, 0.99, 5] as [Float] {
            var (found, wanted) = ([UInt32](), [UInt32]())
            board.forEachScore(from: least) { item, _ in found.append(item) }
            for item in 0..<UInt32(1_013) where (board.score(of: item) ?? -.infinity) >= least { wanted.append(item) }
            #expect(found.sorted() == wanted)
        }
    }

    @Test func `a window gives its own items and leaves nothing behind`() {
        var board = Scoreboard(itemCount: 1_000)
        for run in [0..<100, 100..<170, 900..<1_000] {
            var found: [UInt32] = []
            board.withWindow(run) { board in
                for item in run where item % 3 == 0 { board.add(Float(item % 7) - 2, to: UInt32(item)) }
                board.forEachScore(from: 1, in: run) { item, _ in found.append(item) }
            }
            #expect(found == run.filter { $0 % 3 == 0 && $0 % 7 >= 3 }.map { UInt32($0) })
            #expect(board.best(5).isEmpty)
        }
    }
}
