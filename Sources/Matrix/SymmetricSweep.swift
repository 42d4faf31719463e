// SPDX-License-Identifier: Apache-2.0

private import COpenBLAS

/// One matrix on its way to its inverse: the panel and the pivot of the block in hand.
///
/// Threads write disjoint rows of the matrix, and of the pivot's rows disjoint columns.
struct SymmetricSweep: @unchecked Sendable {  // pointers to memory that the threads write in disjoint parts
    /// Rows of a block: the depth at which sgemm of OpenBLAS reaches its full speed, and no deeper.
    static let tile = 384

    private let matrix: UnsafeMutablePointer<Float>
    private let size: Int
    private let threads: Int
    private let panel: UnsafeMutablePointer<Float>  // W, size × tile
    private let pivotInverse: UnsafeMutablePointer<Float>  // D⁻¹, tile × tile

    init(_ matrix: UnsafeMutablePointer<Float>, size: Int, threads: Int) {
        self.matrix = matrix
        self.size = size
        self.threads = threads
        panel = .allocate(capacity: size * Self.tile)
        pivotInverse = .allocate(capacity: Self.tile * Self.tile)
    }

    func deallocate() {
        panel.deallocate()
        pivotInverse.deallocate()
    }

    /// Makes one block the pivot.
    ///
    /// - Returns: false when its Schur complement is not positive definite.
    func eliminate(_ pivot: Range<Int>) -> Bool {
        forEachStrip { rows, _ in copyPanel(rows, pivot) }
        guard invertPivot(pivot) else { return false }
        forEachStrip { rows, product in
            if rows != pivot { update(rows, pivot, product) }
        }
        for row in pivot {
            for column in pivot.lowerBound...row {
                self[row, column] = -pivotInverse[(row - pivot.lowerBound) * Self.tile + column - pivot.lowerBound]
            }
        }
        return true
    }

    /// Turns the lower triangle into its negative, and the upper one into its mirror image.
    func negateAndMirror() {
        let block = 32
        forEachStrip { rows, _ in
            for left in stride(from: 0, to: rows.upperBound, by: block) {
                for row in rows where left <= row {
                    for column in left..<min(left + block, row + 1) {
                        let value = -self[row, column]
                        self[row, column] = value
                        self[column, row] = value
                    }
                }
            }
        }
    }

    private subscript(row: Int, column: Int) -> Float {
        get { matrix[row * size + column] }
        nonmutating set { matrix[row * size + column] = newValue }
    }

    /// Hands every block of rows to a thread, the longest first, with a tile of memory.
    private func forEachStrip(_ body: @Sendable (Range<Int>, UnsafeMutablePointer<Float>) -> Void) {
        let count = (size + Self.tile - 1) / Self.tile
        _ = parallelMap(count, threads: threads, chunk: 1, scratch: { TileScratch() }) { chunk, scratch in
            let first = (count - 1 - chunk.lowerBound) * Self.tile
            body(first..<min(first + Self.tile, size), scratch.memory)
        }
    }

    /// W_I = A_IK, of which the part above the diagonal is read from its mirror image.
    private func copyPanel(_ rows: Range<Int>, _ pivot: Range<Int>) {
        guard rows.lowerBound <= pivot.lowerBound else {
            for row in rows {
                let source = matrix + (row * size + pivot.lowerBound)
                (panel + row * Self.tile).update(from: source, count: pivot.count)
            }
            return
        }
        for column in pivot {
            let place = panel + (column - pivot.lowerBound)
            for row in rows {
                place[row * Self.tile] = column <= row ? self[row, column] : self[column, row]
            }
        }
    }

    /// D⁻¹ by Cholesky factorisation, both triangles.
    private func invertPivot(_ pivot: Range<Int>) -> Bool {
        let tile = Self.tile
        var (width, stride, info) = (CInt(pivot.count), CInt(tile), CInt(0))
        pivotInverse.update(from: panel + pivot.lowerBound * tile, count: pivot.count * tile)
        // LAPACK is column-major: its upper triangle is our lower one.
        spotrf_("U", &width, pivotInverse, &stride, &info)
        guard info == 0 else { return false }
        spotri_("U", &width, pivotInverse, &stride, &info)
        for row in 0..<pivot.count {
            for column in 0..<row { pivotInverse[column * tile + row] = pivotInverse[row * tile + column] }
        }
        // OpenBLAS lets NaN pass as a pivot.
        return info == 0 && (0..<pivot.count).allSatisfy { pivotInverse[$0 * (tile + 1)] > 0 }
    }

    /// Rows I: product = W_I D⁻¹, A_IJ −= product · W_Jᵀ for J ≤ I, J ≠ K, and the product itself goes to A_IK.
    private func update(_ rows: Range<Int>, _ pivot: Range<Int>, _ product: UnsafeMutablePointer<Float>) {
        let (tile, width) = (CInt(Self.tile), CInt(pivot.count))
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, CInt(rows.count), width, width, 1,
            panel + rows.lowerBound * Self.tile, tile, pivotInverse, tile, 0, product, tile)
        subtract(product, rows, 0..<min(rows.upperBound, pivot.lowerBound), width)
        if pivot.upperBound < rows.upperBound { subtract(product, rows, pivot.upperBound..<rows.upperBound, width) }
        store(product, rows, pivot)
    }

    /// A_IK = product, in the lower triangle: above the pivot it is the mirror image that is written.
    private func store(_ product: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ pivot: Range<Int>) {
        guard rows.lowerBound < pivot.lowerBound else {
            for row in rows {
                let source = product + (row - rows.lowerBound) * Self.tile
                (matrix + (row * size + pivot.lowerBound)).update(from: source, count: pivot.count)
            }
            return
        }
        for column in pivot {
            let source = product + (column - pivot.lowerBound)
            let target = matrix + (column * size + rows.lowerBound)
            for row in 0..<rows.count { target[row] = source[row * Self.tile] }
        }
    }

    private func subtract(
        _ product: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ columns: Range<Int>, _ width: CInt
    ) {
        guard !columns.isEmpty else { return }
        let tile = CInt(Self.tile)
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, CInt(rows.count), CInt(columns.count), width, -1, product, tile,
            panel + columns.lowerBound * Self.tile, tile, 1, matrix + rows.lowerBound * size + columns.lowerBound,
            CInt(size))
    }
}

/// A tile of memory for a thread.
private struct TileScratch: ~Copyable {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: SymmetricSweep.tile * SymmetricSweep.tile)

    deinit { memory.deallocate() }
}
