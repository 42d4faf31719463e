// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// What the map is learned from: features and factors of the items of which the member learned something.
struct MapLesson {
    /// Items with features of which nothing was learned, ascending.
    let unlearned: [UInt32]
    private let features: SparseMatrix  // learned items × features
    private let targets: DenseMatrix  // learned items × width
    private let factors: Int

    init(member: any ItemFactorModel, features: SparseMatrix) {
        let known = (0..<min(features.rowCount, member.itemCount)).filter { !features.range(ofRow: $0).isEmpty }
        let learned = known.filter(member.hasLearned)
        unlearned = known.filter { !member.hasLearned($0) }.map { UInt32(truncatingIfNeeded: $0) }
        self.features = features.rows(learned)
        factors = member.itemFactors.columnCount
        let (itemFactors, biases) = (member.itemFactors, member.itemBiases)
        targets = DenseMatrix(
            rowCount: learned.count, columnCount: factors + (biases == nil ? 0 : 1), threads: 1, scratch: {}
        ) { place, target, _ in
            itemFactors.withRow(learned[place]) { row in
                for factor in row.indices { target[factor] = row[factor] }
            }
            if let biases { target[target.count - 1] = biases[learned[place]] }
        }
    }

    /// The map, lengthened as the calibration says.
    func map(
        by ridge: RidgeRegression, calibration: WarmConfig.Calibration, progress: (Double) -> Void
    ) -> FeatureMap {
        let mean = targets.columnMeans
        let map = map(of: Array(0..<targets.rowCount), mean, ridge)
        progress(0.3)
        guard calibration == .spread, let lengthening = lengthening(by: ridge, mean) else { return map }
        return map.scaled(by: lengthening, factors: factors)
    }

    private func map(of items: [Int], _ mean: [Float], _ ridge: RidgeRegression) -> FeatureMap {
        let centred = DenseMatrix(rowCount: items.count, columnCount: mean.count, threads: 1, scratch: {}) {
            place, target, _ in
            targets.withRow(items[place]) { row in
                for column in row.indices { target[column] = row[column] - mean[column] }
            }
        }
        return FeatureMap(
            weights: ridge.weights(of: features.rows(items), targets: centred), mean: SharedArray(mean))
    }

    /// How much longer learned factors are than those mapped by items other than themselves: √(Σ‖y‖² / Σ‖ŷ‖²).
    ///
    /// The odd items are mapped by what the even ones taught, and the other way round: by a map that knew them they would
    /// look longer than a new item's.
    private func lengthening(by ridge: RidgeRegression, _ mean: [Float]) -> Float? {
        var (learned, mapped) = (0.0, 0.0)
        for half in 0..<2 {
            let map = map(of: (0..<targets.rowCount).filter { $0 % 2 != half }, mean, ridge)
            for place in stride(from: half, to: targets.rowCount, by: 2) {
                let entries = features.range(ofRow: place).map {
                    FeatureSpace.Entry(column: features.columns[$0], value: features.values[$0])
                }
                for value in map.row(entries)[..<factors] { mapped += Double(value) * Double(value) }
                targets.withRow(place) { row in
                    for value in row[..<factors] { learned += Double(value) * Double(value) }
                }
            }
        }
        let ratio = (learned / mapped).squareRoot()
        return mapped > 0 && ratio.isFinite ? Float(ratio) : nil
    }
}

extension FeatureMap {
    /// The map whose factors are so many times as long; a bias stays.
    fileprivate func scaled(by factor: Float, factors: Int) -> FeatureMap {
        let width = width
        let scaled = { (elements: SharedArray<Float>) in
            SharedArray(elements.array.enumerated().map { $0 % width < factors ? factor * $1 : $1 })
        }
        return FeatureMap(
            weights: DenseMatrix(scaled(weights.elements), rowCount: weights.rowCount, columnCount: width),
            mean: scaled(mean))
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
