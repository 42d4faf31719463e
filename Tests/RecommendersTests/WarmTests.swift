// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@testable import Recommenders

/// Cold items in a collaborative model's lists.
@Suite struct WarmTests {
    /// Two tastes: even users want even items, odd ones odd; every item says so by its brand.
    ///
    /// The last `cold` items of 40
    /// have no interaction.
    private static func shop(cold: Int = 4, described: Bool = true, seed: UInt64 = 1) -> Dataset {
        var generator = SeededGenerator(seed: seed)
        var data = Datasets.dataset(users: 30, items: 40) { user, item in
            item < 40 - cold && (user + item).isMultiple(of: 2) && Int.random(in: 0..<4, using: &generator) > 0
                ? 1 : nil
        }
        if described { data.items = (0..<40).map(described(item:)) }
        return data
    }

    private static func described(item index: Int) -> Item {
        var item = Item(id: "item \(index)")
        item.brand = index.isMultiple(of: 2) ? "even" : "odd"
        item.tags = ["all"]
        return item
    }

    private static func warm(
        _ data: Dataset, member kind: RecommenderKind = .ials, settings: Settings = Settings()
    ) throws -> WarmModel {
        var (settings, context) = (settings, FitContext())
        let member = try kind.fit(
            data, settings: Settings(kind == .ials ? ["factors": 4, "regularization": 1] : ["factors": 4]))
        context.fitted = ["member": member]
        settings.values["member"] = "member"
        return try #require(try RecommenderKind.warm.fit(data, settings: settings, context: context) as? WarmModel)
    }

    @Test(arguments: [RecommenderKind.ials, .bpr])
    func `an item without a history goes to whom its features suit`(kind: RecommenderKind) throws {
        let data = Self.shop()
        let model = try Self.warm(data, member: kind)
        let wants = data.matrix(weighting: EventWeighting())
        for user in 0..<data.userCount {
            let list = model.list(wants.history(of: user), count: 40).filter { $0.item >= 36 }
            #expect(list.count == 4)
            #expect(list.prefix(2).allSatisfy { Int($0.item) % 2 == user % 2 })
        }
        #expect(model.similar(to: 38, count: 10).allSatisfy { $0.item.isMultiple(of: 2) })
    }

    @Test(arguments: [RecommenderKind.ials, .bpr])
    func `what was learned is scored as the member scores it`(kind: RecommenderKind) throws {
        let data = Self.shop()
        let model = try Self.warm(data, member: kind)
        let history = data.matrix(weighting: EventWeighting()).history(of: 3)
        var own = Scoreboard(itemCount: 40)
        var members = Scoreboard(itemCount: 40)
        model.score(history, into: &own)
        model.member.score(history, into: &members)
        for item in 0..<UInt32(36) { #expect(own.score(of: item) == members.score(of: item)) }
        for item in 36..<UInt32(40) {
            #expect(members.score(of: item) == nil)
            let parts = model.contributions(of: history, to: ItemIndex(rawValue: item))
            #expect(abs(parts.reduce(0, +) - (own.score(of: item) ?? .nan)) < 1e-4)
        }
        let best = model.best(40, for: history) { !history.map(\.item.rawValue).contains($0) }
        #expect(best.map(\.item) == model.list(history, count: 40).map(\.item))
    }

    @Test func `an item taken up is listed as if the fit had known it, and goes when it is taken out`() throws {
        let data = Self.shop()
        var unknown = data
        unknown.items = Array(data.items.prefix(36)) + [nil, nil, nil, nil]
        let (known, fitted) = (try Self.warm(data), try Self.warm(unknown))
        let history = data.matrix(weighting: EventWeighting()).history(of: 2)
        #expect(fitted.list(history, count: 40).allSatisfy { $0.item < 36 })
        let late = (36..<40).map { LiveItem(index: ItemIndex(rawValue: UInt32($0)), item: data.items[$0]) }
        let model = fitted.takingUp(late).takingUp(late)
        // Features count items, of which the later fit saw four more: alike, not the same.
        #expect(model.list(history, count: 40).map(\.item) == known.list(history, count: 40).map(\.item))
        #expect(fitted.list(history, count: 40).allSatisfy { $0.item < 36 })

        let gone = model.takingUp([LiveItem(index: ItemIndex(rawValue: 36), item: nil)])
        #expect(!gone.list(history, count: 40).map(\.item).contains(36))
        #expect(gone.list(history, count: 40).map(\.item).contains(38))
        let far = gone.takingUp([LiveItem(index: ItemIndex(rawValue: 5_000), item: Self.described(item: 2))])
        #expect(far.itemCount == 5_001)
        #expect(far.list(history, count: 40).map(\.item).contains(5_000))
        #expect(MemorySections(of: far) == MemorySections(of: fitted))
    }

    @Test func `an item changed since the fit counts as it is now`() throws {
        let model = try Self.warm(Self.shop())
        let history = Self.shop().matrix(weighting: EventWeighting()).history(of: 2)
        let before = model.list(history, count: 40)
        let changed = model.takingUp([
            LiveItem(index: ItemIndex(rawValue: 39), item: Self.described(item: 2)),
            LiveItem(index: ItemIndex(rawValue: 0), item: Self.described(item: 1)),
        ])
        let score = { (list: [Scored], item: UInt32) in list.first { $0.item == item }?.score ?? 0 }
        let after = changed.list(history, count: 40)
        #expect(score(after, 39) > score(before, 39))
        #expect(abs(score(after, 39) - score(after, 38)) < 1e-5)
        #expect(score(after, 0) == score(before, 0))
        #expect(
            model.takingUp([LiveItem(index: ItemIndex(rawValue: 38), item: Self.described(item: 38))]).mapped.end == 0)
    }

    @Test func `random changes leave what the plainest bookkeeping leaves`() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<40 {
            let base = (0..<300).filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }.map(UInt32.init)
            let rows = DenseMatrix(SharedArray(base.map { Float($0) }), rowCount: base.count, columnCount: 1)
            var mapped = MappedItems(items: SharedArray(base), rows: rows)
            var plain = Dictionary(uniqueKeysWithValues: base.map { ($0, Float($0)) })
            for _ in 0..<30 {
                let item = UInt32.random(in: 0..<500, using: &generator)
                let value = Bool.random(using: &generator) ? Float.random(in: 0..<1, using: &generator) : nil
                mapped.set([(item, value.map { [$0] })])
                plain[item] = value
            }
            var found: [UInt32: Float] = [:]
            [Float(2)].withUnsafeBufferPointer { mapped.forEachProduct(with: $0) { found[$0] = $1 } }
            #expect(found == plain.mapValues { 2 * $0 })
            for item in 0..<UInt32(500) { #expect(mapped.row(of: item)?.first == plain[item]) }
        }
    }

    @Test func `ridge regression solves the normal equations`() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20 {
            let (rows, columns, width) = (Int.random(in: 1...30, using: &generator), 8, 3)
            var entries = SparseEntries(rowCount: rows, columnCount: columns)
            for row in 0..<rows {
                for column in 0..<columns where Bool.random(using: &generator) {
                    entries.append(
                        row: UInt32(row), column: UInt32(column), value: Float.random(in: -1...1, using: &generator))
                }
            }
            let features = SparseMatrix(entries)
            let targets = DenseMatrix(
                SharedArray((0..<rows * width).map { _ in Float.random(in: -1...1, using: &generator) }),
                rowCount: rows, columnCount: width)
            let (one, two) = (
                RidgeRegression(regularization: 0.5, tolerance: 1e-7),
                RidgeRegression(
                    regularization: 0.5, tolerance: 1e-7, threads: 2)
            )
            let weights = one.weights(of: features, targets: targets)
            #expect(weights.elements.array == two.weights(of: features, targets: targets).elements.array)
            let dense = features.dense
            for column in 0..<columns {
                for target in 0..<width {
                    // Xᵀ(Y − XW) = λW
                    var sum = 0.0
                    for row in 0..<rows {
                        let fitted = (0..<columns).reduce(0.0) {
                            $0 + dense[row][$1] * Double(weights.elements[$1 * width + target])
                        }
                        sum += dense[row][column] * (Double(targets.elements[row * width + target]) - fitted)
                    }
                    #expect(abs(sum - 0.5 * Double(weights.elements[column * width + target])) < 1e-4)
                }
            }
        }
    }

    @Test(arguments: [0, 0.5, 1]) func `a new item comes before what suits another taste`(reach: Double) throws {
        let data = Self.shop(cold: 4)
        let model = try Self.warm(data, settings: Settings(["reach": .number(reach), "regularization": 0.1]))
        let wants = data.matrix(weighting: EventWeighting())
        for user in 0..<data.userCount {
            let list = model.list(wants.history(of: user), count: 40).map { Int($0.item) }
            let first = try #require(list.firstIndex { $0 % 2 != user % 2 })
            let own = list.indices.filter { list[$0] >= 36 && list[$0] % 2 == user % 2 }
            #expect(own.count == 2 && own.allSatisfy { $0 < first }, "user \(user)")
        }
    }

    @Test func `items are lengthened until they get the places they should`() {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<20 {
            let (users, others, tried) = (12, 40, 10)
            func scores(_ items: Int, _ range: ClosedRange<Float>) -> DenseMatrix {
                let elements = (0..<users * items).map { _ in Float.random(in: range, using: &generator) }
                return DenseMatrix(SharedArray(elements), rowCount: users, columnCount: items)
            }
            let trial = PlaceTrial(
                others: scores(others, -1...1), learned: scores(tried, -1...1), deviations: scores(tried, 0...0.4),
                levels: (0..<users).map { _ in Float.random(in: -0.2...0.1, using: &generator) }, listLength: 9)
            func places(_ score: (Int, Int) -> Float) -> Int {
                (0..<users).reduce(0) { sum, user in
                    let own = (0..<tried).map { (score(user, $0), true) }
                    let rest = (0..<others).map { (trial.others.elements[user * others + $0], false) }
                    return sum + (own + rest).sorted { $0.0 > $1.0 }.prefix(9).count { $0.1 }
                }
            }
            let wanted = places { trial.learned.elements[$0 * tried + $1] }
            for reach in [0.3, 0.6, 1] {
                let factor = trial.lengthening(reach: reach)
                let near = { (factor: Float) in
                    Double(places { trial.levels[$0] + factor * trial.deviations.elements[$0 * tried + $1] })
                }
                #expect(factor >= 1 && factor <= 4)
                if factor > 1 { #expect(near(factor * 0.99) <= reach * Double(wanted)) }
                if factor < 3.9 { #expect(near(factor * 1.01) >= reach * Double(wanted)) }
            }
        }
    }

    @Test func `without descriptions, without features in common, or without cold items it is its member`() throws {
        for data in [Self.shop(described: false), Self.shop(cold: 0)] {
            let model = try Self.warm(data)
            let history = data.matrix(weighting: EventWeighting()).history(of: 5)
            #expect(model.list(history, count: 40) == model.member.list(history, count: 40))
            #expect(!model.list(history, count: 40).isEmpty)
        }
    }

    @Test func `a member that is missing or has no factors is refused by name`() throws {
        let data = Self.shop()
        var context = FitContext()
        context.fitted = [
            "item-knn": try RecommenderKind.itemKNN.fit(data), "ials": try RecommenderKind.ials.fit(data),
        ]
        for (settings, wanted) in [
            (Settings(), "“member” names nobody"), (Settings(["member": "ails"]), "did you mean “ials”?"),
            (Settings(["member": "item-knn"]), "has no item factors"), (Settings(["member": 3]), "must be a word"),
            (Settings(["member": "ials", "fieldWeights": ["brnad": 2]]), "did you mean “brand”?"),
            (Settings(["member": "ials", "reach": 1.5]), "“reach”"),
            (Settings(["member": "ials", "language": "englsh"]), "“language”"),
        ] {
            let error = #expect(throws: RecommenderError.self) {
                try RecommenderKind.warm.fit(data, settings: settings, context: context)
            }
            #expect(error?.code == .invalidSetting)
            #expect(error?.message.contains(wanted) == true, "\(error?.message ?? "")")
        }
    }
}
