// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

@Suite struct SymmetricInverseTests {
    /// A symmetric positive definite matrix: random rows' outer products, and a diagonal.
    private func random(_ size: Int, seed: UInt64) -> [Float] {
        var generator = SeededGenerator(seed: seed)
        let rows = (0..<8).map { _ in (0..<size).map { _ in Float.random(in: -1...1, using: &generator) } }
        var matrix = [Float](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0..<size {
                matrix[row * size + column] = rows.reduce(row == column ? 1 : 0) { $0 + $1[row] * $1[column] }
            }
        }
        return matrix
    }

    /// Gauss and Jordan's way, one pivot after the other, in double precision.
    private func plainInverse(_ matrix: [Float], _ size: Int) -> [Double] {
        var left = matrix.map(Double.init)
        var right = (0..<size * size).map { $0 / size == $0 % size ? 1.0 : 0 }
        for pivot in 0..<size {
            let scale = 1 / left[pivot * size + pivot]
            for column in 0..<size {
                left[pivot * size + column] *= scale
                right[pivot * size + column] *= scale
            }
            for row in 0..<size where row != pivot {
                let factor = left[row * size + pivot]
                for column in 0..<size {
                    left[row * size + column] -= factor * left[pivot * size + column]
                    right[row * size + column] -= factor * right[pivot * size + column]
                }
            }
        }
        return right
    }

    private func inverse(_ matrix: [Float], _ size: Int, threads: Int = 1) -> [Float]? {
        var result = matrix
        // The upper triangle must not matter.
        for row in 0..<size { for column in row + 1..<max(size, row + 1) { result[row * size + column] = .nan } }
        let isInverted = result.withUnsafeMutableBufferPointer {
            LinearAlgebra.invert(positiveDefinite: $0, size: size, threads: threads)
        }
        return isInverted ? result : nil
    }

    @Test(arguments: [1, 2, 7, 64, 100]) func `the inverse is the one found pivot by pivot`(size: Int) throws {
        let matrix = random(size, seed: UInt64(size))
        let expected = plainInverse(matrix, size)
        let found = try #require(inverse(matrix, size))
        for (found, expected) in zip(found, expected) { #expect(abs(Double(found) - expected) < 1e-5) }
    }

    @Test(arguments: [383, 384, 385, 768, 1_000])
    func `the matrix times its inverse is the unit matrix, across tiles`(size: Int) throws {
        let matrix = random(size, seed: UInt64(size))
        let found = try #require(inverse(matrix, size))
        var product = [Float](repeating: 0, count: size * size)
        matrix.withUnsafeBufferPointer { matrix in
            found.withUnsafeBufferPointer { found in
                product.withUnsafeMutableBufferPointer { product in
                    LinearAlgebra.multiply(matrix, byRowsOf: found, columns: size, into: product)
                }
            }
        }
        var (worst, asymmetry) = (Float(0), Float(0))
        for row in 0..<size {
            for column in 0..<size {
                worst = max(worst, abs(product[row * size + column] - (row == column ? 1 : 0)))
                asymmetry = max(asymmetry, abs(found[row * size + column] - found[column * size + row]))
            }
        }
        #expect(worst < 1e-3)
        #expect(asymmetry == 0)
    }

    @Test(arguments: [5, 900]) func `the bytes are the same with any number of threads`(size: Int) throws {
        let matrix = random(size, seed: 3)
        let one = try #require(inverse(matrix, size))
        for threads in [2, 3] { #expect(try #require(inverse(matrix, size, threads: threads)) == one) }
    }

    @Test(arguments: [1, 3, 500]) func `a matrix that is not positive definite is refused`(size: Int) {
        var matrix = random(size, seed: 4)
        matrix[size * size - 1] = -1
        #expect(inverse(matrix, size) == nil)
        matrix[size * size - 1] = .nan
        #expect(inverse(matrix, size) == nil)
        #expect(inverse([], 0) == [])
    }
}
