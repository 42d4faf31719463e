// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

/// The paper's equation 4 written out: all items, the whole confidence matrix, Gaussian elimination.
private func plainFactors(of wants: [Double], items: [[Double]], alpha: Double, regularization: Double) -> [Double] {
    let factors = items[0].count
    var system = [[Double]](repeating: [Double](repeating: 0, count: factors + 1), count: factors)
    for factor in 0..<factors { system[factor][factor] = regularization }
    for (item, want) in wants.enumerated() {
        let confidence = 1 + alpha * want
        for row in 0..<factors {
            for column in 0..<factors { system[row][column] += confidence * items[item][row] * items[item][column] }
            if want > 0 { system[row][factors] += confidence * items[item][row] }
        }
    }
    return gaussianElimination(system)
}

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
    private var base: [String: Setting] { ["factors": 6, "regularization": 0.5, "alpha": 3, "epochs": 30] }

    private func itemFactors(_ model: any RecommenderModel, _ factors: Int) throws -> [[Double]] {
        let elements = try MemorySections(of: model).read("factors", as: Float.self).array
        return stride(from: 0, to: elements.count, by: factors).map { start in
            elements[start..<(start + factors)].map(Double.init)
        }
    }

    private func scores(_ model: any RecommenderModel, _ history: [WeightedItem]) -> [Float] {
        var board = Scoreboard(itemCount: model.itemCount)
        model.score(history, into: &board)
        return (0..<UInt32(model.itemCount)).map { board.score(of: $0) ?? 0 }
    }

    @Test(arguments: ["cholesky", "cg"]) func `a user is folded in as the paper's equation says`(solver: String) throws
    {
        var settings = base
        settings["solver"] = .text(solver)
        let model = try RecommenderKind.ials.fit(data, settings: Settings(settings))
        let items = try itemFactors(model, 6)
        let wants = data.matrix(weighting: EventWeighting())
        for user in 0..<data.userCount {
            let plain = plainFactors(of: wants.dense[user], items: items, alpha: 3, regularization: 0.5)
            for (item, score) in scores(model, wants.history(of: user)).enumerated() {
                let expected = zip(plain, items[item]).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(Double(score) - expected) < 2e-3, "user \(user), item \(item)")
            }
        }
    }

    @Test func `training ends where plain alternation ends`() throws {
        let model = try RecommenderKind.ials.fit(data, settings: Settings(base))
        let items = try itemFactors(model, 6)
        let wants = data.matrix(weighting: EventWeighting()).dense
        let users = wants.map { plainFactors(of: $0, items: items, alpha: 3, regularization: 0.5) }
        for item in 0..<data.itemCount {
            let column = wants.map { $0[item] }
            let plain = plainFactors(of: column, items: users, alpha: 3, regularization: 0.5)
            for (actual, expected) in zip(items[item], plain) { #expect(abs(actual - expected) < 0.02) }
        }
    }

    @Test func `rows longer than a panel are solved whole`() throws {
        let wide = Datasets.random(users: 12, items: 1_200, seed: 2)
        let model = try RecommenderKind.ials.fit(
            wide, settings: Settings(["factors": 4, "regularization": 1, "alpha": 2, "epochs": 2]))
        let items = try itemFactors(model, 4)
        let wants = wide.matrix(weighting: EventWeighting())
        let plain = plainFactors(of: wants.dense[5], items: items, alpha: 2, regularization: 1)
        for (item, score) in scores(model, wants.history(of: 5)).enumerated() {
            #expect(abs(Double(score) - zip(plain, items[item]).reduce(0) { $0 + $1.0 * $1.1 }) < 2e-3)
        }
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
