// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Shop
import Testing

@testable import Recommenders

@Suite struct TransitionsTests {
    @Test(arguments: 0..<30)
    func `weights are those of counting every pair of places`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sessions = RandomSessions(using: &generator)
        var config = TransitionsConfig()
        config.reach = Int.random(in: 1...4, using: &generator)
        config.stepDecay = Double.random(in: 0...2, using: &generator)
        config.shrinkage = Double.random(in: 0...3, using: &generator)
        config.newestItems = Int.random(in: 1...3, using: &generator)
        let model = try TransitionsTrainer(config).fit(sessions.dataset, context: FitContext())
        for item in 0..<sessions.itemCount {
            var board = Scoreboard(itemCount: sessions.itemCount)
            model.score(RunningSession(items: [ItemIndex(rawValue: UInt32(item))]), into: &board)
            for next in 0..<sessions.itemCount {
                let expected = Self.weight(of: next, after: item, in: sessions.sessions, config)
                #expect(abs(Double(board.score(of: UInt32(next)) ?? 0) - expected) < 1e-5)
            }
        }
    }

    private static func weight(
        of next: Int, after item: Int, in sessions: [[Int]], _ config: TransitionsConfig
    ) -> Double {
        var (sum, count) = (0.0, config.shrinkage)
        for session in sessions {
            for (place, current) in session.enumerated() where current == item && place + 1 < session.count {
                count += 1
                for step in 1...config.reach where place + step < session.count && session[place + step] == next {
                    sum += Double(step).power(-config.stepDecay)
                }
            }
        }
        return sum > 0 ? sum / count : 0
    }

    @Test func `an item further back in the session counts less`() throws {
        var config = TransitionsConfig()
        config.newestItems = 2
        let model = try TransitionsTrainer(config).fit(
            RandomSessions([[0, 2], [1, 3]], itemCount: 4).dataset, context: FitContext())
        var board = Scoreboard(itemCount: 4)
        model.score(RunningSession(items: [0, 1].map(ItemIndex.init)), into: &board)
        #expect(board.best(4) == [Scored(item: 3, score: 0.5), Scored(item: 2, score: 0.25)])
    }
}

extension Double {
    fileprivate func power(_ exponent: Double) -> Double { Foundation.pow(self, exponent) }
}
