// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Rows of indices and values as three sections of a snapshot.
///
/// Row r holds `indices[offsets[r] ..< offsets[r + 1]]`, ascending, and `values` beside them.
struct SparseRows: Sendable {
    let offsets: SharedArray<UInt64>
    let indices: SharedArray<UInt32>
    let values: SharedArray<Float>

    var count: Int { offsets.count - 1 }

    init(_ matrix: SparseMatrix) {
        offsets = SharedArray((0...matrix.rowCount).map { UInt64(matrix.offsets[$0]) })
        indices = matrix.columns
        values = matrix.values
    }

    /// Reads `<name>Offsets`, `<name>Indices` and `<name>Values`; every index must be below `limit`.
    init(_ name: String, below limit: Int, in sections: some SectionReader) throws(RecommenderError) {
        offsets = try sections.read(name + "Offsets", as: UInt64.self)
        indices = try sections.read(name + "Indices", as: UInt32.self)
        values = try sections.read(name + "Values", as: Float.self)
        let isAscending = offsets.withUnsafeBuffer { offsets in
            !offsets.isEmpty && zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }
        }
        let isBounded = indices.withUnsafeBuffer { indices in indices.allSatisfy { Int($0) < limit } }
        guard isAscending, isBounded, offsets[0] == 0, offsets[offsets.count - 1] == UInt64(indices.count),
            indices.count == values.count, offsets.count - 1 <= Int(UInt32.max)
        else {
            throw RecommenderError(.malformedSection, "the offsets of “\(name)” do not fit its entries")
        }
    }

    func write(to sections: inout some SectionWriter, as name: String) {
        sections.write(offsets, as: name + "Offsets")
        sections.write(indices, as: name + "Indices")
        sections.write(values, as: name + "Values")
    }

    /// Where a row lies.
    func range(of row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

    /// The value of `index` in a row, by binary search; 0 when it is not there.
    func value(of index: UInt32, inRow row: Int) -> Float {
        var range = range(of: row)
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if indices[middle] == index { return values[middle] }
            range = indices[middle] < index ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return 0
    }

    /// Adds a row times `scale` to the board.
    func add(_ row: Int, scaledBy scale: Float, to board: inout Scoreboard) {
        add(range(of: row), scaledBy: scale, to: &board)
    }

    /// Adds part of a row times `scale` to the board.
    func add(_ range: Range<Int>, scaledBy scale: Float, to board: inout Scoreboard) {
        indices.withUnsafeBuffer { indices in
            values.withUnsafeBuffer { values in
                board.add(
                    UnsafeBufferPointer(rebasing: values[range]), to: UnsafeBufferPointer(rebasing: indices[range]),
                    scaledBy: scale)
            }
        }
    }

    /// Asks for a row to be brought into the cache.
    func prefetchRow(_ row: Int) {
        let range = range(of: row)
        indices.withUnsafeBuffer { prefetch(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: $0[range]))) }
        values.withUnsafeBuffer { prefetch(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: $0[range]))) }
    }
}
