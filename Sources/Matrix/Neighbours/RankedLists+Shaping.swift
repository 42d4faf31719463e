// SPDX-License-Identifier: Apache-2.0

extension RankedLists {
    /// The same lists with scores that add up to 1 in each; a list whose sum is not above 0 stays as it is.
    public func normalised() -> RankedLists {
        let scaled = SharedArray<Float>(count: scores.count) { scaled in
            for list in 0..<count {
                let range = range(of: list)
                let sum = range.reduce(0.0) { $0 + Double(scores[$1]) }
                for position in range {
                    scaled[position] = sum > 0 ? Float(Double(scores[position]) / sum) : scores[position]
                }
            }
        }
        return RankedLists(offsets: offsets, items: items, scores: scaled)
    }

    /// The lists turned round: whoever had n in their list is in the list of n, with the same score.
    ///
    /// Items are numbered as lists are. Best first, ties by the lower index.
    ///
    /// - Complexity: O(entries · log(entries of a list)).
    public func transposed() -> RankedLists {
        let lists = SparseMatrix(
            offsets: SharedArray(offsets.array.map(Int.init)), columns: items, values: scores, columnCount: count)
        let turned = lists.transposed()
        let (owners, values) = (turned.columns.array, turned.values.array)
        var (items, scores) = ([UInt32](), [Float]())
        items.reserveCapacity(owners.count)
        scores.reserveCapacity(owners.count)
        for list in 0..<count {
            let entries = turned.range(ofRow: list).map { Scored(item: owners[$0], score: values[$0]) }
            for entry in entries.sorted(by: { $0.precedes($1) }) {
                items.append(entry.item)
                scores.append(entry.score)
            }
        }
        return RankedLists(
            offsets: SharedArray(turned.offsets.array.map(UInt64.init)), items: SharedArray(items),
            scores: SharedArray(scores))
    }
}
