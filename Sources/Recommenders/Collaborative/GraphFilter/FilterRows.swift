// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// Computes rows of the filter, many items at a time.
///
/// F_ij = w (R̃ᵀR̃)_ij / σ₁² · d_j^(b − e) + γ d_i^−c Σ_f (σ_f / σ₁)^2p V_if V_jf d_j^o
///
/// w, e and γ, c, o are the linear and the low-pass filter's weights and exponents. d_j^(b − e) is taken out of the sum, so
/// that the linear part is added to a row as it comes; what is left of the low-pass part lies ready in `left` and
/// `right`, whose rows are multiplied.
struct FilterRows: Sendable {
    private let graph: NormalisedGraph
    /// γ d_i^−c (σ_f / σ₁)^2p V_if.
    private let left: DenseMatrix
    /// V_jf d_j^(o − b + e).
    private let right: DenseMatrix
    /// w / σ₁².
    private let linearScale: Float
    /// d_j^(b − e).
    private let outerScales: [Float]

    init(_ config: GraphFilterConfig, graph: NormalisedGraph, spectrum: TruncatedSVD.Result) {
        self.graph = graph
        let largest = Double(spectrum.values.first ?? 1)
        let passed = spectrum.values.map { Float(pow(Double($0) / largest, 2 * config.spectralExponent)) }
        let outer = config.itemDamping - config.popularityDamping
        let inputs = graph.itemScales(power: -config.lowPassDamping, times: config.lowPassWeight)
        let outputs = graph.itemScales(power: config.lowPassPopularity - outer)
        left = spectrum.vectors.scaled(rows: inputs, columns: passed)
        right = spectrum.vectors.scaled(rows: outputs, columns: passed.map { _ in 1 })
        linearScale = Float(config.linearWeight / (largest * largest))
        outerScales = graph.itemScales(power: outer)
    }

    /// Scratch for a block of that many rows.
    func makeScratch(rows: Int) -> [Float] { [Float](repeating: 0, count: rows * graph.itemDegrees.count) }

    /// Gives `body` each item of the block with its row of the filter.
    ///
    /// - Complexity: O(items · factors + the item's users' wants) for a row.
    func compute(_ items: Range<Int>, scratch: inout [Float], body: (Int, UnsafeBufferPointer<Float>) -> Void) {
        let count = graph.itemDegrees.count
        scratch.withUnsafeMutableBufferPointer { scratch in
            let block = UnsafeMutableBufferPointer(rebasing: scratch[..<(items.count * count)])
            multiplyLowPass(items, into: block)
            for (place, item) in items.enumerated() {
                let row = UnsafeMutableBufferPointer(rebasing: block[(place * count)..<((place + 1) * count)])
                if linearScale > 0 { addLinear(item, to: row) }
                for other in 0..<count { row[other] *= outerScales[other] }
                body(item, UnsafeBufferPointer(row))
            }
        }
    }

    private func multiplyLowPass(_ items: Range<Int>, into block: UnsafeMutableBufferPointer<Float>) {
        guard left.columnCount > 0 else { return block.update(repeating: 0) }
        left.withRows(items) { left in
            right.elements.withUnsafeBuffer { right in
                LinearAlgebra.multiply(left, byRowsOf: right, columns: self.left.columnCount, into: block)
            }
        }
    }

    /// row += w / σ₁² · (R̃ᵀR̃)_i.
    private func addLinear(_ item: Int, to row: UnsafeMutableBufferPointer<Float>) {
        graph.byUser.columns.withUnsafeBuffer { columns in
            graph.byUser.values.withUnsafeBuffer { values in
                for place in graph.byItem.range(ofRow: item) {
                    let scale = linearScale * graph.byItem.values[place]
                    for position in graph.byUser.range(ofRow: Int(graph.byItem.columns[place])) {
                        row[Int(columns[position])] += scale * values[position]
                    }
                }
            }
        }
    }
}

extension DenseMatrix {
    /// The same shape, element (r, c) times `rows[r] · columns[c]`.
    fileprivate func scaled(rows: [Float], columns: [Float]) -> DenseMatrix {
        DenseMatrix(
            rowCount: rowCount, columnCount: columnCount, threads: 1, scratch: {},
            fill: { row, target, _ in
                withRow(row) { source in
                    for column in 0..<source.count { target[column] = source[column] * rows[row] * columns[column] }
                }
            })
    }
}
