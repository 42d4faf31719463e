// SPDX-License-Identifier: Apache-2.0

internal import Shop

extension ValueColumn {
    /// Adds weight · value to the sums of the items of a page, whose first is `page * columnPageSize`.
    ///
    /// One pass over contiguous memory, without a branch that depends on an item's value, so that it runs in vectors.
    func add(page: Int, weight: Double, to sums: UnsafeMutableBufferPointer<Double>) {
        switch source {
        case .numbers(let column, let function):
            column.cells.page(page).withUnsafeBufferPointer { cells in
                addNumbers(cells, function, weight: weight, to: sums)
            }
        case .flags(let column, let table):
            addCoded(column.cells.page(page), table, weight: weight, to: sums) { Int($0.rawValue) }
        case .words(let column, let table):
            addCoded(column.cells.page(page), table, weight: weight, to: sums) { Int($0.rawValue) }
        case .categories(let column, let table):
            addCoded(column.cells.page(page), table, weight: weight, to: sums) { Int($0.rawValue) }
        case .lists(let column, let table): addListed(column.page(page), table, weight: weight, to: sums)
        }
    }

    /// The best word of each item.
    private func addListed(
        _ page: ListPage, _ table: [Double], weight: Double, to sums: UnsafeMutableBufferPointer<Double>
    ) {
        if page.starts.isEmpty { return addEverywhere(weight * missing, to: sums) }
        page.codes.withUnsafeBufferPointer { codes in
            table.withUnsafeBufferPointer { table in
                for (offset, length) in page.lengths.prefix(sums.count).enumerated() {
                    let start = Int(page.starts[offset])
                    var best = length == 0 ? missing : -Double.infinity
                    for place in start..<start + Int(length) { best = max(best, table[Int(codes[place].rawValue)]) }
                    sums[offset] += weight * best
                }
            }
        }
    }

    private func addEverywhere(_ part: Double, to sums: UnsafeMutableBufferPointer<Double>) {
        for offset in sums.indices { sums[offset] += part }
    }

    private func addNumbers(
        _ cells: UnsafeBufferPointer<Double>, _ function: ValueFunction, weight: Double,
        to sums: UnsafeMutableBufferPointer<Double>
    ) {
        guard !cells.isEmpty else { return addEverywhere(weight * missing, to: sums) }
        switch function {
        case .plain: add(cells, weight, to: sums) { $0 }
        case .linear(let from, let to):
            let span = to - from
            add(cells, weight, to: sums) { min(1, max(0, ($0 - from) / span)) }
        case .target(let at, let tolerance):
            add(cells, weight, to: sums) { max(0, 1 - abs($0 - at) / tolerance) }
        case .diminishing(let from, let half):
            add(cells, weight, to: sums) { number in
                let above = max(0, number - from)
                return above / (above + half)
            }
        case .ordinal, .table: addEverywhere(weight * missing, to: sums)
        }
    }

    @inline(__always)
    private func add(
        _ cells: UnsafeBufferPointer<Double>, _ weight: Double, to sums: UnsafeMutableBufferPointer<Double>,
        _ value: (Double) -> Double
    ) {
        precondition(cells.count >= sums.count)
        let missing = missing
        for offset in sums.indices {
            let number = cells[offset]
            sums[offset] += weight * (number == number ? value(number) : missing)  // NaN stands for none
        }
    }

    @inline(__always)
    private func addCoded<Cell: AttributeCell>(
        _ cells: [Cell], _ table: [Double], weight: Double, to sums: UnsafeMutableBufferPointer<Double>,
        _ code: (Cell) -> Int
    ) {
        guard !cells.isEmpty else { return addEverywhere(weight * missing, to: sums) }
        cells.withUnsafeBufferPointer { cells in
            table.withUnsafeBufferPointer { table in
                precondition(cells.count >= sums.count)
                for offset in sums.indices { sums[offset] += weight * table[code(cells[offset])] }
            }
        }
    }
}
