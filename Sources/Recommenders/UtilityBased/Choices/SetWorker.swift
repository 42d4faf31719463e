// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Matrix

/// One thread's memory for the alternatives of one set, and for squares that are yet to be added up.
///
/// The squares √w · (x_j − x̄) are gathered in panels, so that one matrix product adds many of them up.
struct SetWorker {
    private static let panelRows = 1_024
    private let width: Int
    private var shares: [Double] = []  // utilities, then P
    private var mean: [Double]  // x̄
    private var score: [Double]
    private var panel: [Double] = []
    private var scorePanel: [Double] = []

    init(width: Int) {
        self.width = width
        mean = [Double](repeating: 0, count: width)
        score = mean
        panel.reserveCapacity(Self.panelRows * width)
    }

    mutating func add(
        _ set: Int, of sets: ChoiceSets, _ features: UnsafeBufferPointer<Double>, _ coefficients: [Double],
        to sums: inout ChoiceLikelihood.Sums
    ) {
        let range = sets.starts[set]..<sets.starts[set + 1]
        let choices = range.reduce(0) { $0 + Double(max(0, sets.counts[$1])) }
        guard range.count > 1, choices > 0 else { return }
        let rows = sets.rows[range]
        let logSum = takeUtilities(rows, features, sets.offsets, coefficients)
        for (place, alternative) in range.enumerated() where sets.counts[alternative] > 0 {
            sums.logLikelihood += Double(sets.counts[alternative]) * (shares[place] - logSum)
        }
        for place in shares.indices { shares[place] = exp(shares[place] - logSum) }
        takeMean(rows, features)
        for column in 0..<width { score[column] = 0 }
        for (place, alternative) in range.enumerated() {
            let values = row(sets.rows[alternative], features)
            addDeviation(of: values, weight: choices * shares[place], to: &sums)
            let count = Double(max(0, sets.counts[alternative]))
            if count > 0 { for column in 0..<width { score[column] += count * (values[column] - mean[column]) } }
        }
        for column in 0..<width { sums.gradient[column] += score[column] }
        if !sums.scores.isEmpty { scorePanel += score }
    }

    /// Adds up what the panels still hold.
    mutating func finish(_ sums: inout ChoiceLikelihood.Sums) {
        Self.flush(&panel, width, to: &sums.information)
        Self.flush(&scorePanel, width, to: &sums.scores)
    }

    private func row(_ row: UInt32, _ features: UnsafeBufferPointer<Double>) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(rebasing: features[(Int(row) * width)..<((Int(row) + 1) * width)])
    }

    /// Leaves the utilities in `shares`; returns log Σ exp of them, taken from the largest so that nothing overflows.
    private mutating func takeUtilities(
        _ rows: ArraySlice<UInt32>, _ features: UnsafeBufferPointer<Double>, _ offsets: [Double],
        _ coefficients: [Double]
    ) -> Double {
        shares.removeAll(keepingCapacity: true)
        for row in rows {
            let values = self.row(row, features)
            var utility = offsets.isEmpty ? 0 : offsets[Int(row)]
            for column in 0..<width { utility += values[column] * coefficients[column] }
            shares.append(utility)
        }
        let largest = shares.reduce(-.infinity, max)
        return largest + log(shares.reduce(0) { $0 + exp($1 - largest) })
    }

    private mutating func takeMean(_ rows: ArraySlice<UInt32>, _ features: UnsafeBufferPointer<Double>) {
        for column in 0..<width { mean[column] = 0 }
        for (place, row) in rows.enumerated() {
            let values = self.row(row, features)
            for column in 0..<width { mean[column] += shares[place] * values[column] }
        }
    }

    private mutating func addDeviation(
        of values: UnsafeBufferPointer<Double>, weight: Double, to sums: inout ChoiceLikelihood.Sums
    ) {
        let root = weight.squareRoot()
        for column in 0..<width { panel.append(root * (values[column] - mean[column])) }
        if panel.count >= Self.panelRows * width { Self.flush(&panel, width, to: &sums.information) }
    }

    private static func flush(_ panel: inout [Double], _ width: Int, to matrix: inout [Double]) {
        panel.withUnsafeBufferPointer { panel in
            matrix.withUnsafeMutableBufferPointer { LinearAlgebra.addGram(of: panel, columns: width, to: $0) }
        }
        panel.removeAll(keepingCapacity: true)
    }
}
