// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// What the map is learned from: features and factors of the items of which the member learned something.
struct MapLesson {
    /// Items with features of which nothing was learned, ascending.
    let unlearned: [UInt32]
    private let items: [Int]  // by place
    private let features: SparseMatrix  // learned items × features
    private let targets: DenseMatrix  // learned items × width
    private let mean: [Float]
    private let ridge: RidgeRegression

    init(member: any ItemFactorModel, features: SparseMatrix, ridge: RidgeRegression) {
        let known = (0..<min(features.rowCount, member.itemCount)).filter { !features.range(ofRow: $0).isEmpty }
        let learned = known.filter(member.hasLearned)
        unlearned = known.filter { !member.hasLearned($0) }.map { UInt32(truncatingIfNeeded: $0) }
        let (factors, itemFactors, biases) = (member.itemFactors.columnCount, member.itemFactors, member.itemBiases)
        targets = DenseMatrix(
            rowCount: learned.count, columnCount: factors + (biases == nil ? 0 : 1), threads: 1, scratch: {}
        ) { place, target, _ in
            itemFactors.withRow(learned[place]) { row in
                for factor in row.indices { target[factor] = row[factor] }
            }
            if let biases { target[target.count - 1] = biases[learned[place]] }
        }
        mean = targets.columnMeans
        items = learned
        self.features = features.rows(learned)
        self.ridge = ridge
    }

    /// The map, without any lengthening.
    func map() -> FeatureMap { map(of: Array(0..<targets.rowCount)) }

    private func map(of places: [Int]) -> FeatureMap {
        let (mean, targets) = (mean, targets)
        let centred = DenseMatrix(rowCount: places.count, columnCount: mean.count, threads: 1, scratch: {}) {
            place, target, _ in
            targets.withRow(places[place]) { row in
                for column in row.indices { target[column] = row[column] - mean[column] }
            }
        }
        return FeatureMap(
            weights: ridge.weights(of: features.rows(places), targets: centred), mean: SharedArray(mean))
    }

    /// Lists of some users in which every fifth item is tried as if it were new; nil without a user, and with so
    /// few items that chance would say more.
    ///
    /// - Parameter histories: users × items.
    /// - Complexity: a regression; memory 5 bytes for each of at most 300 users and 10,000 items.
    func trial(_ member: any ItemFactorModel, histories: SparseMatrix) -> PlaceTrial? {
        let places = Self.some(10_000, of: Array(0..<targets.rowCount))
        let tried = places.indices.filter { $0 % 5 == 4 }.map { places[$0] }
        let others = places.indices.filter { $0 % 5 != 4 }.map { places[$0] }
        let users = Self.some(300, of: (0..<histories.rowCount).filter { !histories.range(ofRow: $0).isEmpty })
            .compactMap { user in vector(of: user, histories, member).map { (user: user, vector: $0) } }
        guard tried.count >= 20, !users.isEmpty else { return nil }
        let seen = users.map { user in Set(histories.range(ofRow: user.user).map { Int(histories.columns[$0]) }) }
        let scores = { (places: [Int], rows: DenseMatrix) in
            DenseMatrix(rowCount: users.count, columnCount: places.count, threads: 1, scratch: {}) { user, target, _ in
                let products = users[user].vector.withUnsafeBufferPointer { rows.products(with: $0) }
                for (column, place) in places.enumerated() {
                    target[column] = seen[user].contains(items[place]) ? .nan : products[column]
                }
            }
        }
        return PlaceTrial(
            others: scores(others, targets.rows(others)), learned: scores(tried, targets.rows(tried)),
            deviations: scores(tried, deviations(of: tried)),
            levels: users.map { zip($0.vector, mean).reduce(0) { $0 + $1.0 * $1.1 } },
            listLength: min(max(5, 50 * places.count / targets.rowCount), places.count / 4))
    }

    /// The user's factors, and 1 for the bias if there is one.
    private func vector(of user: Int, _ histories: SparseMatrix, _ member: any ItemFactorModel) -> [Float]? {
        let history = histories.range(ofRow: user).map {
            WeightedItem(item: ItemIndex(rawValue: histories.columns[$0]), weight: histories.values[$0])
        }
        return member.userFactors(history).map { $0.count < mean.count ? $0 + [1] : $0 }
    }

    /// Wᵀf of some places, by a map that did not learn from them: by one that did they would look longer than new ones.
    private func deviations(of places: [Int]) -> DenseMatrix {
        let own = Set(places)
        let map = map(of: (0..<targets.rowCount).filter { !own.contains($0) })
        return DenseMatrix(rowCount: places.count, columnCount: mean.count, threads: 1, scratch: {}) { row, target, _ in
            let entries = features.range(ofRow: places[row]).map {
                FeatureSpace.Entry(column: features.columns[$0], value: features.values[$0])
            }
            map.map(entries, into: target)
            for column in target.indices { target[column] -= mean[column] }
        }
    }

    /// At most that many elements, evenly spread.
    private static func some(_ count: Int, of elements: [Int]) -> [Int] {
        let kept = min(count, elements.count)
        return (0..<kept).map { elements[$0 * elements.count / kept] }
    }
}

extension DenseMatrix {
    /// The mean of each column; zeros without a row.
    fileprivate var columnMeans: [Float] {
        var sums = [Double](repeating: 0, count: columnCount)
        for row in 0..<rowCount {
            withRow(row) { for column in $0.indices { sums[column] += Double($0[column]) } }
        }
        return sums.map { Float($0 / Double(max(1, rowCount))) }
    }

    /// Some of the rows, in the order given.
    fileprivate func rows(_ rows: [Int]) -> DenseMatrix {
        DenseMatrix(rowCount: rows.count, columnCount: columnCount, threads: 1, scratch: {}) { place, target, _ in
            withRow(rows[place]) { _ = target.update(from: $0) }
        }
    }
}

extension SparseMatrix {
    /// Some of the rows, in the order given.
    fileprivate func rows(_ rows: [Int]) -> SparseMatrix {
        var (offsets, columns, values) = ([0], [UInt32](), [Float]())
        for row in rows {
            for position in range(ofRow: row) {
                columns.append(self.columns[position])
                values.append(self.values[position])
            }
            offsets.append(columns.count)
        }
        return SparseMatrix(
            offsets: SharedArray(offsets), columns: SharedArray(columns), values: SharedArray(values),
            columnCount: columnCount)
    }
}
