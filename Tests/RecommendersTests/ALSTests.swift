// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

/// What is made small, written out: every pair, whether observed or not, in `Double`.
private struct PlainObjective {
    var alpha = 3.0
    var unobserved = 1.0
    var regularization = 0.5
    var exponent = 0.0

    var settings: [String: Setting] {
        [
            "alpha": .number(alpha), "unobservedWeight": .number(unobserved),
            "regularization": .number(regularization), "regularizationExponent": .number(exponent),
        ]
    }

    private func confidence(_ want: Double) -> Double { unobserved + alpha * want }

    private func regularization(_ wants: [Double]) -> Double {
        regularization * pow(wants.reduce(0) { $0 + confidence($1) }, exponent)
    }

    /// The factors that make it smallest for one row, the other side held fixed: Gaussian elimination.
    func factors(of wants: [Double], fixed: [[Double]]) -> [Double] {
        let size = fixed[0].count
        var system = [[Double]](repeating: [Double](repeating: 0, count: size + 1), count: size)
        for factor in 0..<size { system[factor][factor] = regularization(wants) }
        for (other, want) in wants.enumerated() {
            for row in 0..<size {
                let part = confidence(want) * fixed[other][row]
                for column in 0..<size { system[row][column] += part * fixed[other][column] }
                if want > 0 { system[row][size] += part }
            }
        }
        return gaussianElimination(system)
    }

    func value(_ wants: [[Double]], users: [[Double]], items: [[Double]]) -> Double {
        var sum = 0.0
        for (user, row) in wants.enumerated() {
            for (item, want) in row.enumerated() {
                let error = (want > 0 ? 1 : 0) - dot(users[user], items[item])
                sum += confidence(want) * error * error
            }
            sum += regularization(row) * dot(users[user], users[user])
        }
        for item in items.indices {
            sum += regularization(wants.map { $0[item] }) * dot(items[item], items[item])
        }
        return sum
    }
}

private func dot(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }

private func gaussianElimination(_ augmented: [[Double]]) -> [Double] {
    var rows = augmented
    let size = rows.count
    for pivot in 0..<size {
        let best = (pivot..<size).max { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) } ?? pivot
        rows.swapAt(pivot, best)
        for row in 0..<size where row != pivot {
            let ratio = rows[row][pivot] / rows[pivot][pivot]
            for column in pivot...size { rows[row][column] -= ratio * rows[pivot][column] }
        }
    }
    return (0..<size).map { rows[$0][size] / rows[$0][$0] }
}

@Suite struct ALSTests {
    private let data = Datasets.random(users: 50, items: 40, seed: 21)
    private static let objectives = [
        PlainObjective(), PlainObjective(alpha: 1, unobserved: 0.1, regularization: 0.02, exponent: 1),
        PlainObjective(alpha: 0, unobserved: 2, regularization: 0.3, exponent: 0.5),
    ]

    private func fit(_ data: Dataset, _ settings: [String: Setting], threads: Int = 1) throws -> any RecommenderModel {
        let context = FitContext(threadCount: threads)
        return try RecommenderKind.ials.fit(data, settings: Settings(settings), context: context)
    }

    private func factors(_ model: any RecommenderModel, _ section: String, _ count: Int) throws -> [[Double]] {
        let elements = try MemorySections(of: model).read(section, as: Float.self).array
        return stride(from: 0, to: elements.count, by: count).map { start in
            elements[start..<(start + count)].map(Double.init)
        }
    }

    private func scores(_ model: any RecommenderModel, _ history: [WeightedItem]) -> [Float] {
        var board = Scoreboard(itemCount: model.itemCount)
        model.score(history, into: &board)
        return (0..<UInt32(model.itemCount)).map { board.score(of: $0) ?? 0 }
    }

    @Test(arguments: [1, 6, 30], 0..<3) func `a user is folded in as the equation says, with few and with many items`(
        count: Int, choice: Int
    ) throws {
        let objective = Self.objectives[choice]
        let model = try fit(data, objective.settings.merging(["factors": .number(Double(count))]) { $1 })
        let items = try factors(model, "factors", count)
        let wants = data.matrix(weighting: EventWeighting())
        let dense = wants.dense
        for user in stride(from: 0, to: data.userCount, by: 9) {
            let plain = objective.factors(of: dense[user], fixed: items)
            let history = wants.history(of: user)
            for (item, score) in scores(model, history).enumerated() {
                #expect(abs(Double(score) - dot(plain, items[item])) < 2e-3, "user \(user), item \(item)")
                let alone = model.affinity(of: history, to: ItemIndex(rawValue: UInt32(item)))
                #expect(abs(alone - score) < 1e-4)
                let parts = model.contributions(of: history, to: ItemIndex(rawValue: UInt32(item)))
                #expect(abs(parts.reduce(0, +) - score) < 2e-3)
            }
        }
    }

    @Test(arguments: ["cholesky", "cg"]) func `popularity weighs observations, and scores`(solver: String) throws {
        let (objective, factorCount) = (Self.objectives[1], 6)
        let settings: [String: Setting] = [
            "factors": 6, "epochs": 60, "solver": .text(solver), "itemDamping": 0.7, "popularityDamping": -0.4,
        ]
        let model = try fit(data, objective.settings.merging(settings) { $1 })
        let wants = data.matrix(weighting: EventWeighting())
        let sums = (0..<data.itemCount).map { item in wants.dense.reduce(0) { $0 + $1[item] } }
        let wanted = sums.filter { $0 > 0 }
        let mean = wanted.reduce(0, +) / Double(wanted.count)
        let level = wanted.reduce(0, +) / wanted.reduce(0) { $0 + pow($1, 0.3) }
        let scaled = wants.dense.map { row in
            zip(row, sums).map { $0 > 0 ? $0 * level * pow($1, -0.7) : 0 }
        }
        let multiplied = try factors(model, "factors", factorCount)
        let items = zip(multiplied, sums).map { row, sum in row.map { sum > 0 ? $0 / pow(sum / mean, 0.4) : 0 } }
        let users = scaled.map { objective.factors(of: $0, fixed: items) }
        for item in 0..<data.itemCount {
            let plain = objective.factors(of: scaled.map { $0[item] }, fixed: users)
            for (actual, expected) in zip(items[item], plain) { #expect(abs(actual - expected) < 0.02) }
        }
        for user in stride(from: 0, to: data.userCount, by: 9) {
            let history = wants.history(of: user)
            for (item, score) in scores(model, history).enumerated() {
                #expect(abs(Double(score) - dot(users[user], multiplied[item])) < 2e-3)
                let parts = model.contributions(of: history, to: ItemIndex(rawValue: UInt32(item)))
                #expect(abs(parts.reduce(0, +) - score) < 2e-3)
            }
        }
        #expect(
            MemorySections(of: try RecommenderKind.ials.load(MemorySections(of: model))) == MemorySections(of: model))
    }

    @Test(arguments: ["cholesky", "cg", "subspace"], 0..<2)
    func `training ends where plain alternation ends`(solver: String, choice: Int) throws {
        let objective = Self.objectives[choice]
        let settings: [String: Setting] = ["factors": 6, "epochs": 60, "solver": .text(solver), "blockSize": 4]
        let model = try fit(data, objective.settings.merging(settings) { $1 })
        let items = try factors(model, "factors", 6)
        let wants = data.matrix(weighting: EventWeighting()).dense
        let users = wants.map { objective.factors(of: $0, fixed: items) }
        for item in 0..<data.itemCount {
            let plain = objective.factors(of: wants.map { $0[item] }, fixed: users)
            for (actual, expected) in zip(items[item], plain) { #expect(abs(actual - expected) < 0.02) }
        }
    }

    @Test(arguments: ["cholesky", "subspace"], 0..<2)
    func `what is made small never grows from epoch to epoch`(solver: String, choice: Int) throws {
        let objective = Self.objectives[choice]
        let wants = data.matrix(weighting: EventWeighting()).dense
        var last = Double.infinity
        for epochs in 1...8 {
            let settings: [String: Setting] = [
                "factors": 7, "epochs": .number(Double(epochs)), "solver": .text(solver), "blockSize": 3,
            ]
            let model = try fit(data, objective.settings.merging(settings) { $1 })
            let (users, items) = (try factors(model, "users", 7), try factors(model, "factors", 7))
            let value = objective.value(wants, users: users, items: items)
            #expect(value <= last * (1 + 1e-5), "epoch \(epochs)")
            last = value
        }
    }

    @Test(arguments: 0..<2) func `all solvers end at the same value`(choice: Int) throws {
        let objective = Self.objectives[choice]
        let board = Datasets.checkerboard(12)  // two colours, two factors: there is one best place to end
        let wants = board.matrix(weighting: EventWeighting()).dense
        let values = try ["cholesky", "cg", "subspace"].map { solver in
            let settings: [String: Setting] = ["factors": 2, "epochs": 100, "solver": .text(solver), "blockSize": 1]
            let model = try fit(board, objective.settings.merging(settings) { $1 })
            return objective.value(
                wants, users: try factors(model, "users", 2), items: try factors(model, "factors", 2))
        }
        for value in values { #expect(abs(value - values[0]) < 1e-3 * values[0], "\(values)") }
    }

    @Test(arguments: ["cholesky", "cg", "subspace"]) func `threads do not change a byte`(solver: String) throws {
        let settings: [String: Setting] = ["factors": 19, "epochs": 2, "solver": .text(solver), "blockSize": 8]
        #expect(
            MemorySections(of: try fit(data, settings)) == MemorySections(of: try fit(data, settings, threads: 3)))
    }

    @Test(arguments: ["cholesky", "cg", "subspace"]) func `rows longer than a panel are solved whole`(
        solver: String
    ) throws {
        let wide = Datasets.random(users: 12, items: 1_200, seed: 2)
        let objective = PlainObjective(alpha: 2, regularization: 1)
        let settings: [String: Setting] = ["factors": 4, "epochs": 30, "solver": .text(solver), "blockSize": 3]
        let model = try fit(wide, objective.settings.merging(settings) { $1 })
        let (users, items) = (try factors(model, "users", 4), try factors(model, "factors", 4))
        let wants = wide.matrix(weighting: EventWeighting())
        for user in [5, 9] {
            let plain = objective.factors(of: wants.dense[user], fixed: items)
            for (item, score) in scores(model, wants.history(of: user)).enumerated() {
                #expect(abs(Double(score) - dot(plain, items[item])) < 2e-3)
                #expect(abs(dot(users[user], items[item]) - dot(plain, items[item])) < 0.02)
            }
        }
    }

    @Test func `a user is most like the one with the same history`() throws {
        let model = try #require(try fit(data, ["factors": 8, "regularization": 1]) as? any UserModel)
        #expect(model.userCount == data.userCount)
        let wants = data.matrix(weighting: EventWeighting())
        for user in 0..<data.userCount where !wants.range(ofRow: user).isEmpty {
            var board = Scoreboard(itemCount: model.userCount)
            model.scoreUsers(like: wants.history(of: user), into: &board)
            let best = board.best(3)
            #expect(best.first?.item == UInt32(user))
            #expect(best.allSatisfy { abs($0.score) < 1.001 })
        }
        var board = Scoreboard(itemCount: model.userCount)
        model.scoreUsers(like: [], into: &board)
        #expect(board.best(3).isEmpty)
    }

    @Test func `a model without users says so`() throws {
        let model = try #require(try fit(data, ["factors": 8, "keepsUsers": false]) as? any UserModel)
        #expect(model.userCount == 0)
        #expect(MemorySections(of: model).bytes["users"] == nil)
        var board = Scoreboard(itemCount: 10)
        model.scoreUsers(like: [WeightedItem(item: ItemIndex(rawValue: 0), weight: 1)], into: &board)
        #expect(board.best(3).isEmpty)
        #expect(
            MemorySections(of: try RecommenderKind.ials.load(MemorySections(of: model))) == MemorySections(of: model))
    }

    @Test func `more factors than items are no obstacle`() throws {
        let model = try RecommenderKind.ials.fit(
            Datasets.dataset(users: 5, items: 3) { user, item in user % 3 == item ? nil : 1 },
            settings: Settings(["factors": 100]))
        #expect(model.list([WeightedItem(item: ItemIndex(rawValue: 0), weight: 1)], count: 5).count == 2)
    }

    @Test func `a system without a unique solution is a named error`() {
        let error = #expect(throws: RecommenderError.self) {
            try RecommenderKind.ials.fit(
                Datasets.dataset(users: 2, items: 2) { _, _ in 1 },
                settings: Settings(["factors": 32, "regularization": 0, "alpha": 1]))
        }
        #expect(error?.code == .notPositiveDefinite)
        #expect(error?.message.contains("raise “regularization”") == true)
    }

    @Test func `an item nobody wants is never scored`() throws {
        let data = Datasets.dataset(users: 6, items: 5) { user, item in item == 3 || user == item ? nil : 1 }
        let model = try RecommenderKind.ials.fit(data, settings: Settings(["factors": 3]))
        let list = model.list([WeightedItem(item: ItemIndex(rawValue: 0), weight: 1)], count: 10)
        #expect(Set(list.map(\.item)) == [1, 2, 4])
        #expect(model.similar(to: 3, count: 10).isEmpty)
        #expect(!model.similar(to: 0, count: 10).map(\.item).contains(3))
    }

    @Test func `another seed starts elsewhere`() throws {
        let settings = Settings(["factors": 6, "epochs": 1])
        let one = MemorySections(
            of: try RecommenderKind.ials.fit(data, settings: settings, context: FitContext(seed: 1)))
        let two = MemorySections(
            of: try RecommenderKind.ials.fit(data, settings: settings, context: FitContext(seed: 2)))
        #expect(one != two)
    }
}
