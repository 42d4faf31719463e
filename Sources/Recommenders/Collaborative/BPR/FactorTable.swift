// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// The factors of all users or all items while they are learned, rows padded to whole vectors.
///
/// - Shapes: `memory` rows × `stride`; a row's places from `factors` on hold 0 and stay 0.
/// - Ownership: threads may write to different rows at once.
final class FactorTable: @unchecked Sendable {  // whoever trains gives each row to one thread at a time
    let memory: UnsafeMutableBufferPointer<Float>
    let factors: Int
    let stride: Int
    let rowCount: Int

    /// Random numbers between ±scale / 2; zero in rows where there is nothing to learn from.
    init(
        rowsOf wants: SparseMatrix, factors: Int, scale: Double, using generator: inout some RandomNumberGenerator
    ) {
        self.factors = factors
        rowCount = wants.rowCount
        stride = Self.stride(factors)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 * rowCount * stride, alignment: 64)
        memory = bytes.bindMemory(to: Float.self)
        memory.initialize(repeating: 0)
        for row in 0..<rowCount where !wants.range(ofRow: row).isEmpty {
            for factor in 0..<factors {
                memory[row * stride + factor] = Float(Double.random(in: -0.5..<0.5, using: &generator) * scale)
            }
        }
    }

    deinit { UnsafeMutableRawBufferPointer(memory).deallocate() }

    /// Factors rounded up to a multiple of sixteen: whole cache lines, and whole vectors of any width.
    static func stride(_ factors: Int) -> Int { (factors + 15) / 16 * 16 }

    /// The factors alone.
    func matrix() -> DenseMatrix {
        let elements = SharedArray<Float>(count: rowCount * factors) { elements in
            for row in 0..<rowCount {
                for factor in 0..<factors { elements[row * factors + factor] = memory[row * stride + factor] }
            }
        }
        return DenseMatrix(elements, rowCount: rowCount, columnCount: factors)
    }
}
