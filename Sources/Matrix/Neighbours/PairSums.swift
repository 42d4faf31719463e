// SPDX-License-Identifier: Apache-2.0

internal import CPrefetch

/// Where one thread adds up a column's inner products with all others and picks the best of them.
struct PairScratch: ~Copyable {
    /// The sums by column; all 0 between two columns.
    let sums: UnsafeMutablePointer<Float>
    /// Columns with a sum, if they were noted; one may come twice when its sum was still 0 the second time.
    let touched: UnsafeMutablePointer<UInt32>
    var touchedCount = 0
    /// Their products, once their sums are 0 again.
    let products: UnsafeMutablePointer<Float>
    /// The neighbours kept so far.
    var best: RankedSieve
    /// The best of some of the columns.
    var sample: RankedSieve

    /// Scratch memory for that many columns and lists of that length.
    init(count: Int, listLength: Int) {
        best = RankedSieve(capacity: listLength)
        sample = RankedSieve(capacity: NeighbourChoice.sampleRank(listLength))
        sums = .allocate(capacity: count)
        sums.initialize(repeating: 0, count: count)
        touched = .allocate(capacity: count)
        products = .allocate(capacity: count)
    }

    deinit {
        sums.deallocate()
        touched.deallocate()
        products.deallocate()
    }
}

/// The inner products of a sparse matrix's columns, one column with all others at a time.
///
/// x_i · x_j = Σ over the rows r of i of x_ri · x_rj: the rows of i are added up, each times its own value in i.
struct PairSums<Index: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: Sendable {
    private let matrix: SparseMatrix
    private let byColumn: SparseMatrix
    private let columns: SharedArray<Index>
    private let weighting: RowWeighting

    /// What every sum has to be multiplied by: the square of the one value when there is but one.
    var scale: Float { if case .one(let value) = weighting { value * value } else { 1 } }

    init(_ matrix: SparseMatrix, threads: Int) {
        self.matrix = matrix
        byColumn = matrix.transposed(threads: threads)
        weighting = RowWeighting(matrix)
        columns = SharedArray<Index>(count: matrix.entryCount) { narrow in
            matrix.columns.withUnsafeBuffer { wide in
                for position in narrow.indices { narrow[position] = Index(truncatingIfNeeded: wide[position]) }
            }
        }
    }

    /// Number of additions that a column takes.
    func additions(of column: Int) -> Int {
        byColumn.range(ofRow: column).reduce(0) { $0 + matrix.range(ofRow: Int(byColumn.columns[$1])).count }
    }

    /// Adds up the products of a column.
    ///
    /// - Parameter remembers: whether to note which sums are touched: for a column with fewer additions than columns.
    func add(_ column: Int, to scratch: inout PairScratch, remembers: Bool) {
        scratch.touchedCount = 0
        let places = byColumn.range(ofRow: column)
        byColumn.columns.withUnsafeBuffer { rows in
            columns.withUnsafeBuffer { columns in
                matrix.offsets.withUnsafeBuffer { offsets in
                    for place in places {
                        fetch(columns, offsets[Int(rows[min(place &+ Self.rowsAhead, places.upperBound &- 1)])])
                        let row = Int(rows[place])
                        let run = UnsafeBufferPointer(rebasing: columns[offsets[row]..<offsets[row &+ 1]])
                        add(run, row: row, value: place, to: &scratch, remembers)
                    }
                }
            }
        }
    }

    /// The distance at which a row asked for early arrives in time.
    private static var rowsAhead: Int { 6 }

    @inline(__always)
    private func fetch(_ columns: UnsafeBufferPointer<Index>, _ position: Int) {
        guard let start = columns.baseAddress else { return }
        let address = UnsafeRawPointer(start + position)
        wicker_prefetch(address)
        wicker_prefetch(address + 64)
    }

    @inline(__always)
    private func add(
        _ run: UnsafeBufferPointer<Index>, row: Int, value place: Int, to scratch: inout PairScratch, _ remembers: Bool
    ) {
        switch weighting {
        case .one: add(run, to: &scratch, remembers) { _ in 1 }
        case .byRow(let weights):
            let weight = weights[row]
            add(run, to: &scratch, remembers) { _ in weight }
        case .free:
            let weight = byColumn.values[place]
            matrix.values.withUnsafeBuffer { values in
                let values = UnsafeBufferPointer(rebasing: values[matrix.range(ofRow: row)])
                add(run, to: &scratch, remembers) { weight * values[$0] }
            }
        }
    }

    @inline(__always)
    private func add(
        _ run: UnsafeBufferPointer<Index>, to scratch: inout PairScratch, _ remembers: Bool, addend: (Int) -> Float
    ) {
        let sums = scratch.sums
        guard remembers else {
            for position in run.indices { sums[Int(run[position])] += addend(position) }
            return
        }
        var count = scratch.touchedCount
        for position in run.indices {
            let other = Int(run[position])
            let sum = sums[other]
            scratch.touched[count] = UInt32(truncatingIfNeeded: other)
            count &+= sum == 0 ? 1 : 0
            sums[other] = sum + addend(position)
        }
        scratch.touchedCount = count
    }
}

/// What the values of a matrix have in common, so that fewer of them need to be read.
enum RowWeighting: Sendable {
    /// All are this one: it is enough to count.
    case one(Float)
    /// All of a row are the same; their square by row.
    case byRow([Float])
    /// Nothing.
    case free

    init(_ matrix: SparseMatrix) {
        self = matrix.values.withUnsafeBuffer { values in
            guard let first = values.first, !values.allSatisfy({ $0 == first }) else {
                return .one(values.first ?? 1)
            }
            var squares = [Float](repeating: 0, count: matrix.rowCount)
            for row in 0..<matrix.rowCount {
                let range = matrix.range(ofRow: row)
                guard let first = values[range].first else { continue }
                guard values[range].allSatisfy({ $0 == first }) else { return .free }
                squares[row] = first * first
            }
            return .byRow(squares)
        }
    }
}
