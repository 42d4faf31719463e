// SPDX-License-Identifier: Apache-2.0

extension SparseMatrix {
    /// Each column's `count` most similar other columns, best first, ties by the lower index.
    ///
    /// Only similarities that are finite and above 0 are kept. The lists are the same for any number of threads.
    ///
    /// Each pair of columns is added up twice, once for either list. Adding up once and offering the result to both lists
    /// halves the additions, but the offers then arrive in lists that have left the cache: measured, it took 3 times as
    /// long with 1,000 partners a column and 0.75 of the time with 15,000.
    ///
    /// - Complexity: Σ n_r² additions over the rows' entry counts n_r, shared by the threads; memory for the lists, 10 or
    ///   12 bytes an entry of the matrix, and 8 bytes a column and thread.
    public func nearestColumns(
        _ count: Int, by measure: PairMeasure, threads: Int, progress: @Sendable (Double) -> Void = { _ in }
    ) -> RankedLists {
        precondition(measure.ownFactor.count == columnCount, "\(measure.ownFactor.count) of \(columnCount) columns")
        if columnCount <= 1 << 16 {
            return NeighbourSearch<UInt16>(self, count, measure, threads).lists(threads: threads, progress)
        }
        return NeighbourSearch<UInt32>(self, count, measure, threads).lists(threads: threads, progress)
    }
}

/// One search: for each column, adds up its inner products with all others, then picks the best.
///
/// `Index` is as narrow as the number of columns allows, because reading column numbers is what the additions wait for.
private struct NeighbourSearch<Index: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: Sendable {
    private let sums: PairSums<Index>
    private let choice: NeighbourChoice
    private let columnCount: Int
    private let listLength: Int

    init(_ matrix: SparseMatrix, _ count: Int, _ measure: PairMeasure, _ threads: Int) {
        columnCount = matrix.columnCount
        sums = PairSums(matrix, threads: threads)
        listLength = max(0, min(count, matrix.columnCount - 1))
        choice = NeighbourChoice(measure, scale: sums.scale)
    }

    func lists(threads: Int, _ progress: @Sendable (Double) -> Void) -> RankedLists {
        let chunk = 64
        let parts = parallelMap(
            columnCount, threads: threads, chunk: chunk,
            scratch: { PairScratch(count: columnCount, listLength: listLength) }
        ) { columns, scratch in
            if columns.lowerBound.isMultiple(of: chunk * 16) {
                progress(Double(columns.lowerBound) / Double(columnCount))
            }
            var part = Part()
            for column in columns { part.append(neighbours(of: column, &scratch)) }
            return part
        }
        progress(1)
        return joined(parts, threads: threads)
    }

    /// Lists of neighbouring columns, one after another.
    private struct Part: Sendable {
        var keys: [RankedKey] = []
        var lengths: [Int] = []

        mutating func append(_ list: some Collection<RankedKey>) {
            keys += list
            lengths.append(list.count)
        }
    }

    private func neighbours(of column: Int, _ scratch: inout PairScratch) -> [RankedKey] {
        let isSparse = sums.additions(of: column) < columnCount / 8
        sums.add(column, to: &scratch, remembers: isSparse)
        return isSparse ? choice.amongTouched(of: column, &scratch) : choice.amongAll(of: column, &scratch)
    }

    private func joined(_ parts: [Part], threads: Int) -> RankedLists {
        var offsets: [UInt64] = [0]
        offsets.reserveCapacity(columnCount + 1)
        var starts: [Int] = []
        for part in parts {
            starts.append(Int(offsets[offsets.count - 1]))
            for length in part.lengths { offsets.append(offsets[offsets.count - 1] + UInt64(length)) }
        }
        /// What is made of each key, one after the other.
        func column<Element>(_ element: @Sendable (RankedKey) -> Element) -> SharedArray<Element> {
            SharedArray(count: Int(offsets[offsets.count - 1])) { [starts] elements in
                nonisolated(unsafe) let elements = elements  // a part's places are one thread's
                _ = parallelMap(parts.count, threads: threads, chunk: 16, scratch: {}) { numbers, _ in
                    for number in numbers {
                        for (place, key) in parts[number].keys.enumerated() {
                            elements[starts[number] + place] = element(key)
                        }
                    }
                }
            }
        }
        return RankedLists(offsets: SharedArray(offsets), items: column(\.item), scores: column(\.score))
    }
}
