// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

@Suite struct LinearAlgebraTests {
    private func random(_ count: Int, _ generator: inout SeededGenerator) -> [Float] {
        (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
    }

    @Test(arguments: [1, 3, 8, 17, 64]) func `the Gram matrix is the sum of the rows' outer products`(size: Int) {
        var generator = SeededGenerator(seed: UInt64(size))
        let panel = random(size * 5, &generator)
        var gram = [Float](repeating: 0.5, count: size * size)
        panel.withUnsafeBufferPointer { panel in
            gram.withUnsafeMutableBufferPointer { LinearAlgebra.addGram(of: panel, columns: size, to: $0) }
        }
        for row in 0..<size {
            for column in row..<size {
                let sum = (0..<5).reduce(0.5) {
                    $0 + Double(panel[$1 * size + row]) * Double(panel[$1 * size + column])
                }
                #expect(abs(Double(gram[row * size + column]) - sum) < 1e-4)
            }
        }
    }

    @Test(arguments: [1, 2, 9, 33, 64]) func `the solution of a positive definite system satisfies it`(size: Int) {
        var generator = SeededGenerator(seed: UInt64(size))
        let panel = random(size * 2 * size, &generator)
        var system = [Float](repeating: 0, count: size * size)
        panel.withUnsafeBufferPointer { panel in
            system.withUnsafeMutableBufferPointer { LinearAlgebra.addGram(of: panel, columns: size, to: $0) }
        }
        for place in 0..<size { system[place * size + place] += 1 }
        let right = random(size, &generator)
        var (factor, solution) = (system, right)
        let isSolved = factor.withUnsafeMutableBufferPointer { factor in
            solution.withUnsafeMutableBufferPointer { LinearAlgebra.solve(positiveDefinite: factor, right: $0) }
        }
        #expect(isSolved)
        for row in 0..<size {
            let product = (0..<size).reduce(0.0) { sum, column in
                sum + Double(system[min(row, column) * size + max(row, column)]) * Double(solution[column])
            }
            #expect(abs(product - Double(right[row])) < 1e-3)
        }
    }

    @Test(arguments: [1, 5, 40]) func `the Gram matrix of rows holds every pair's inner product`(columns: Int) {
        var generator = SeededGenerator(seed: UInt64(columns))
        let rows = 6
        let panel = random(rows * columns, &generator)
        var gram = [Float](repeating: 1, count: rows * rows)
        panel.withUnsafeBufferPointer { panel in
            gram.withUnsafeMutableBufferPointer { LinearAlgebra.addRowGram(of: panel, columns: columns, to: $0) }
        }
        for row in 0..<rows {
            for other in row..<rows {
                let sum = (0..<columns).reduce(1.0) {
                    $0 + Double(panel[row * columns + $1]) * Double(panel[other * columns + $1])
                }
                #expect(abs(Double(gram[row * rows + other]) - sum) < 1e-4)
            }
        }
    }

    @Test func `a system that is not positive definite is refused`() {
        var (system, right): ([Float], [Float]) = ([1, 2, 2, 1], [1, 1])
        let isSolved = system.withUnsafeMutableBufferPointer { system in
            right.withUnsafeMutableBufferPointer { LinearAlgebra.solve(positiveDefinite: system, right: $0) }
        }
        #expect(!isSolved)
    }

    @Test(arguments: 1...35) func `the scaled copy scales and sums every place`(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let source = random(count, &generator)
        var (target, sum) = ([Float](repeating: 9, count: count), [Float](repeating: 1, count: count))
        source.withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                sum.withUnsafeMutableBufferPointer {
                    LinearAlgebra.copy(source, scaledBy: 3, to: target, adding: 2, to: $0)
                }
            }
        }
        #expect(target == source.map { $0 * 3 })
        #expect(sum == source.map { $0 * 2 + 1 })
    }
}
