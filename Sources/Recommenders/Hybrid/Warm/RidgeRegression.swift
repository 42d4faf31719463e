// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Regresses several targets on sparse features: W = (XᵀX + λI)⁻¹ XᵀY, by conjugate gradients.
///
/// The system is never built: a step multiplies by X and by Xᵀ. All targets take their steps together, each with its own
/// lengths, until the residual of every one is `tolerance` of what it was.
///
/// - Shapes: X n × f; Y n × k; W f × k.
/// - Complexity: O(entries · k) a step, shared by the threads; memory five times f × k and once n × k. The same bytes
///   with any number of threads.
/// - Source: Hestenes, Stiefel, "Methods of Conjugate Gradients for Solving Linear Systems", 1952.
struct RidgeRegression {
    var regularization: Float
    var tolerance = 1e-4
    var longestRun = 200
    var threads = 1

    func weights(of features: SparseMatrix, targets: DenseMatrix) -> DenseMatrix {
        let turned = features.transposed(threads: threads)
        var residual = turned.multiplied(by: targets, threads: threads).elements.array  // XᵀY − (XᵀX + λI) W, W = 0
        let width = targets.columnCount
        var (solution, direction) = ([Float](repeating: 0, count: residual.count), residual)
        var squares = Self.dots(residual, residual, width)
        let goals = squares.map { $0 * tolerance * tolerance }
        for _ in 0..<longestRun where zip(squares, goals).contains(where: { $0 > $1 }) {
            let image = image(of: direction, features, turned, width)
            let curvatures = Self.dots(direction, image, width)
            let steps = zip(squares, curvatures).map { $1 > 0 ? Float($0 / $1) : 0 }
            Self.add(direction, times: steps, to: &solution)
            Self.add(image, times: steps.map { -$0 }, to: &residual)
            let next = Self.dots(residual, residual, width)
            Self.turn(&direction, by: zip(next, squares).map { $1 > 0 ? Float($0 / $1) : 0 }, adding: residual)
            squares = next
        }
        return DenseMatrix(SharedArray(solution), rowCount: features.columnCount, columnCount: width)
    }

    /// (XᵀX + λI) P.
    private func image(
        of direction: [Float], _ features: SparseMatrix, _ turned: SparseMatrix, _ width: Int
    ) -> [Float] {
        let rows = DenseMatrix(SharedArray(direction), rowCount: features.columnCount, columnCount: width)
        let products = features.multiplied(by: rows, threads: threads)
        var image = turned.multiplied(by: products, threads: threads).elements.array
        image.withUnsafeMutableBufferPointer { image in
            direction.withUnsafeBufferPointer { LinearAlgebra.add($0, scaledBy: regularization, to: image) }
        }
        return image
    }

    /// Each column's inner product with the same column of the other.
    private static func dots(_ one: [Float], _ other: [Float], _ width: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: width)
        for start in stride(from: 0, to: one.count, by: width) {
            for column in 0..<width { sums[column] += Double(one[start + column]) * Double(other[start + column]) }
        }
        return sums
    }

    private static func add(_ matrix: [Float], times factors: [Float], to target: inout [Float]) {
        for start in stride(from: 0, to: matrix.count, by: factors.count) {
            for column in factors.indices { target[start + column] += factors[column] * matrix[start + column] }
        }
    }

    /// P = R + β P.
    private static func turn(_ direction: inout [Float], by factors: [Float], adding residual: [Float]) {
        for start in stride(from: 0, to: direction.count, by: factors.count) {
            for column in factors.indices {
                direction[start + column] = residual[start + column] + factors[column] * direction[start + column]
            }
        }
    }
}
