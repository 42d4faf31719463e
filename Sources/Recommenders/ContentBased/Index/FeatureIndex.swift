// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Items as rows of weighted features, and turned, each feature's items: what a question is answered from.
///
/// score(d) = Σ_f q_f · w(d, f), added up in the order of features wherever a score is given out, so that two ways to
/// the same item give the same bits.
///
/// - Sections, each with the index's name before it: `Row…` items × features; `Posting…` features × items; `Largest` and
///   `Smallest`, the bounds of each feature's weights.
/// - Size: 16 bytes for each feature of an item. The postings are not compressed: 4 of these bytes are item numbers,
///   which packing would halve, and every question would pay for unpacking them.
struct FeatureIndex: Sendable {
    let rows: SparseRows
    let postings: SparseRows
    let largest: SharedArray<Float>
    let smallest: SharedArray<Float>

    var itemCount: Int { rows.count }
    var featureCount: Int { postings.count }

    /// Turns the rows on several threads; the same bytes with any number.
    init(_ matrix: SparseMatrix, threads: Int) {
        let turned = matrix.transposed(threads: threads)
        rows = SparseRows(matrix)
        postings = SparseRows(turned)
        var (largest, smallest) = ([Float](), [Float]())
        for feature in 0..<turned.rowCount {
            let range = turned.range(ofRow: feature)
            largest.append(range.reduce(0) { max($0, turned.values[$1]) })
            smallest.append(range.reduce(0) { min($0, turned.values[$1]) })
        }
        self.largest = SharedArray(largest)
        self.smallest = SharedArray(smallest)
    }

    init(_ name: String, items: Int, features: Int, in sections: some SectionReader) throws(RecommenderError) {
        rows = try SparseRows(name + "Row", below: features, in: sections)
        postings = try SparseRows(name + "Posting", below: items, in: sections)
        largest = try sections.read(name + "Largest", as: Float.self)
        smallest = try sections.read(name + "Smallest", as: Float.self)
        guard rows.count == items, postings.count == features, largest.count == features, smallest.count == features,
            rows.indices.count == postings.indices.count
        else {
            throw RecommenderError(
                .malformedSection, "index “\(name)” is not of \(items) items and \(features) features")
        }
    }

    func write(to sections: inout some SectionWriter, as name: String) {
        rows.write(to: &sections, as: name + "Row")
        postings.write(to: &sections, as: name + "Posting")
        sections.write(largest, as: name + "Largest")
        sections.write(smallest, as: name + "Smallest")
    }

    /// An item's row.
    func row(of item: Int) -> FeatureRow {
        var row = FeatureRow()
        guard item < itemCount else { return row }
        for position in rows.range(of: item) { row.append(rows.indices[position], rows.values[position]) }
        return row
    }

    /// Adds an item's row, `scale` times, to a board of features.
    func add(_ item: Int, scaledBy scale: Float, to board: inout Scoreboard) {
        if item < itemCount { rows.add(item, scaledBy: scale, to: &board) }
    }
}

extension FeatureIndex {
    /// Builds an index of rows made on several threads.
    init(
        items: Int, features: Int, threads: Int, _ row: @Sendable (Int) -> FeatureRow
    ) {
        let chunks = parallelMap(items, threads: threads, chunk: 4_096, scratch: {}) { range, _ in
            var (ends, joined) = ([Int](), FeatureRow())
            for item in range {
                row(item).forEach { joined.append($0, $1) }
                ends.append(joined.count)
            }
            return (ends, joined)
        }
        var offsets = [0]
        offsets.reserveCapacity(items + 1)
        for (ends, joined) in chunks {
            let start = offsets[offsets.count - 1]
            for end in ends { offsets.append(start + end) }
            precondition(offsets[offsets.count - 1] == start + joined.count)
        }
        let matrix = SparseMatrix(
            offsets: SharedArray(offsets), columns: SharedArray(joining: chunks.map(\.1.features)),
            values: SharedArray(joining: chunks.map(\.1.values)), columnCount: features)
        self.init(matrix, threads: threads)
    }
}

extension SharedArray {
    /// The runs one behind the other.
    init(joining runs: [[Element]]) {
        self.init(count: runs.reduce(0) { $0 + $1.count }) { buffer in
            var start = 0
            for run in runs {
                _ = UnsafeMutableBufferPointer(rebasing: buffer[start...]).initialize(from: run)
                start += run.count
            }
        }
    }
}
