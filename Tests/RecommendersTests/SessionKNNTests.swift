// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Shop
import Testing

@testable import Recommenders

@Suite struct SessionKNNTests {
    @Test(arguments: 0..<30)
    func `scores are those of the plainest reading of the paper`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sessions = RandomSessions(using: &generator)
        let settings: [String: Setting] = [
            "sessions": .number(Double(Int.random(in: 1...30, using: &generator))),
            "neighbours": .number(Double(Int.random(in: 1...12, using: &generator))),
            "newestItems": .number(Double(Int.random(in: 1...5, using: &generator))),
            "lengthDamping": .number(Double.random(in: 0...1, using: &generator)),
            "inverseFrequency": .number(Double(Int.random(in: 0...2, using: &generator))),
            "halfLifeDays": .number(1e-3 * Double.random(in: 1...5, using: &generator)),
        ]
        let config = try SessionKNNConfig(Settings(settings))
        let model = try SessionKNNTrainer(config).fit(sessions.dataset, context: FitContext())
        let now = Timestamp(milliseconds: 90_000)
        for _ in 0..<20 {
            let items = (0..<Int.random(in: 1...7, using: &generator)).map { _ in
                Int.random(in: 0..<sessions.itemCount + 2, using: &generator)
            }
            let plain = PlainSessionKNN(sessions.sessions, config).scores(of: items, now: now)
            var board = Scoreboard(itemCount: sessions.itemCount)
            let running = RunningSession(items: items.map { ItemIndex(rawValue: UInt32($0)) }, now: now)
            model.score(running, into: &board)
            for item in 0..<sessions.itemCount {
                let (expected, score) = (plain[item] ?? 0, Double(board.score(of: UInt32(item)) ?? 0))
                let tolerance = 1e-4 * max(1, expected)
                #expect(abs(expected - score) <= tolerance, "item \(item) of \(items)")
                let parts = model.contributions(of: running, to: [ItemIndex(rawValue: UInt32(item))])[0]
                #expect(abs(Double(parts.reduce(0, +)) - score) <= tolerance)
            }
        }
    }

    @Test(arguments: 0..<20)
    func `sessions recorded since the fit count as if they had been learnt`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 100 + seed)
        let all = RandomSessions(using: &generator)
        let known = all.sessions.count / 2
        var config = SessionKNNConfig()
        (config.sessions, config.neighbours, config.inverseFrequency) = (25, 6, 0)
        let whole = try SessionKNNTrainer(config).fit(all.dataset, context: FitContext())
        let half = try SessionKNNTrainer(config).fit(all.dataset(first: known), context: FitContext())
        var live = LiveSessions(eventCapacity: 1_000, sessionCapacity: 100)
        for (place, session) in all.sessions.enumerated().dropFirst(known) {
            for item in session { live.append(session: "s\(place)", item: item, sequence: UInt64(place)) }
        }
        for item in 0..<all.itemCount {
            let items = [item, (item + 1) % all.itemCount].map { ItemIndex(rawValue: UInt32($0)) }
            var one = Scoreboard(itemCount: all.itemCount)
            var other = Scoreboard(itemCount: all.itemCount)
            whole.score(RunningSession(items: items), into: &one)
            half.score(RunningSession(items: items, live: live), into: &other)
            for item in 0..<UInt32(all.itemCount) {
                #expect(abs((one.score(of: item) ?? 0) - (other.score(of: item) ?? 0)) < 1e-4)
            }
        }
    }

    @Test func `what the snapshot has learnt is not counted again, nor a session with itself`() throws {
        let sessions = RandomSessions([[0, 1], [2, 3]], itemCount: 5)
        var data = sessions.dataset
        data.logEnd = 10
        let model = try SessionKNNTrainer().fit(data, context: FitContext())
        var live = LiveSessions()
        live.append(session: "learnt", item: 0, sequence: 8)
        live.append(session: "learnt", item: 4, sequence: 9)
        func scores(_ items: [UInt32], own: String? = nil) -> [UInt32: Float] {
            var board = Scoreboard(itemCount: 5)
            model.score(
                RunningSession(
                    items: items.map(ItemIndex.init), live: live, own: own.flatMap(live.number)), into: &board)
            return board.best(5).reduce(into: [:]) { $0[$1.item] = $1.score }
        }
        #expect(Set(scores([0]).keys) == [0, 1])
        live.append(session: "new", item: 0, sequence: 10)
        live.append(session: "new", item: 4, sequence: 11)
        #expect(Set(scores([0]).keys) == [0, 1, 4])
        #expect(Set(scores([0], own: "new").keys) == [0, 1])
    }

    @Test func `an item that became known after the fit is recommended by live sessions`() throws {
        let model = try SessionKNNTrainer().fit(RandomSessions([[0, 1]], itemCount: 2).dataset, context: FitContext())
        var live = LiveSessions()
        live.append(session: "new", item: 0, sequence: 1)
        live.append(session: "new", item: 7, sequence: 2)
        var board = Scoreboard(itemCount: 8)
        model.score(RunningSession(items: [ItemIndex(rawValue: 0)], live: live), into: &board)
        #expect(Set(board.best(8).map(\.item)) == [0, 1, 7])
    }

    @Test func `events of types that weigh nothing or less are neither learnt nor heard`() throws {
        var config = SessionKNNConfig()
        config.eventWeighting.weights = ["purchase": 1]
        let model = try SessionKNNTrainer(config).fit(
            RandomSessions([[0, 1]], itemCount: 4, type: .purchase).dataset, context: FitContext())
        var live = LiveSessions()
        live.append(session: "new", item: 0, type: .purchase, sequence: 1)
        live.append(session: "new", item: 2, type: .view, sequence: 2)
        live.append(session: "new", item: 3, type: .purchase, sequence: 3)
        var board = Scoreboard(itemCount: 4)
        model.score(RunningSession(items: [ItemIndex(rawValue: 0)], live: live), into: &board)
        #expect(Set(board.best(4).map(\.item)) == [0, 1, 3])
    }
}

extension LiveSessions {
    mutating func append(session: String, item: Int, type: EventType = .view, sequence: UInt64) {
        append(
            Event(
                session: session, item: ItemIndex(rawValue: UInt32(item)), type: type,
                timestamp: Timestamp(milliseconds: Int64(sequence)), sequence: sequence))
    }
}

/// The recommender as the paper describes it, session by session.
private struct PlainSessionKNN {
    let sessions: [[Int]]
    let config: SessionKNNConfig
    private let counts: [Int: Int]

    init(_ sessions: [[Int]], _ config: SessionKNNConfig) {
        (self.sessions, self.config) = (sessions, config)
        counts = sessions.flatMap { Set($0) }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    func scores(of running: [Int], now: Timestamp) -> [Int: Double] {
        let recent = Array(running.filter { counts[$0] != nil }.suffix(config.newestItems))
        let distinct = Double(Set(recent).count)
        func decay(_ item: Int) -> Double {
            recent.lastIndex(of: item).map { Double($0 + 1) / distinct } ?? 0
        }
        let sharing = sessions.indices.reversed().filter { place in recent.contains { sessions[place].contains($0) } }
        let halfLife = (config.eventWeighting.halfLifeDays ?? .infinity) * 86_400_000
        let compared = sharing.prefix(config.sessions).map { place -> (place: Int, likeness: Double) in
            let items = Set(sessions[place])
            let age = Double(now.milliseconds) - Double(place * 1_000)
            let likeness = items.reduce(0) { $0 + decay($1) } / pow(Double(items.count), config.lengthDamping)
            return (place, likeness * exp2(-age / halfLife))
        }
        let nearest = compared.sorted { ($0.likeness, $0.place) > ($1.likeness, $1.place) }.prefix(config.neighbours)
        let total = Double(counts.values.reduce(0, +))
        var scores: [Int: Double] = [:]
        for neighbour in nearest {
            let items = Set(sessions[neighbour.place])
            guard let match = (0..<recent.count).first(where: { items.contains(recent[recent.count - 1 - $0]) })
            else { continue }
            for item in items {
                let frequency = pow(log(total / Double(counts[item] ?? 1)), config.inverseFrequency)
                scores[item, default: 0] += neighbour.likeness * (1 - 0.1 * Double(match + 1)) * frequency
            }
        }
        return scores
    }
}
