// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Rows of factors for items that the collaborative model never learned: those known at the fit, where they lie in the
/// snapshot, and those taken up since.
///
/// A value: taking items up copies the pages that they lie in and the list of pages, so that calls under way keep theirs.
///
/// - Invariant: an item of `changes` counts as it stands there, not as in `items`.
struct MappedItems: Sendable {
    /// Items known at the fit, ascending, and their rows.
    let items: SharedArray<UInt32>
    let rows: DenseMatrix
    private var pages: [Page?] = []
    private var changed: Set<UInt32> = []

    /// Items `pageSize · n ..< pageSize · (n + 1)` that were taken up since the fit.
    private struct Page: Sendable {
        var items: [UInt32] = []
        var rows: [[Float]] = []  // empty for an item that is not listed any more
    }

    private static let pageSize = 64

    init(items: SharedArray<UInt32>, rows: DenseMatrix) {
        self.items = items
        self.rows = rows
    }

    /// One more than the highest item taken up since the fit.
    private(set) var end = 0

    var isEmpty: Bool { items.count == 0 && changed.isEmpty }

    /// The item's row; nil when it has none.
    func row(of item: UInt32) -> [Float]? {
        if changed.contains(item) {
            guard let page = pages[Int(item) / Self.pageSize], let place = page.items.firstIndex(of: item),
                !page.rows[place].isEmpty
            else { return nil }
            return page.rows[place]
        }
        guard let place = items.withUnsafeBuffer({ $0.place(of: item) }) else { return nil }
        return rows.withRow(place) { Array($0) }
    }

    /// Calls `body` with each item and the inner product of its row with the vector.
    ///
    /// - Complexity: O(items · width).
    func forEachProduct(with vector: UnsafeBufferPointer<Float>, _ body: (UInt32, Float) -> Void) {
        if items.count > 0 {
            let products = rows.products(with: vector)
            for (place, product) in products.enumerated() where changed.isEmpty || !changed.contains(items[place]) {
                body(items[place], product)
            }
        }
        for case .some(let page) in pages {
            for (place, item) in page.items.enumerated() where !page.rows[place].isEmpty {
                body(item, page.rows[place].withUnsafeBufferPointer { LinearAlgebra.dot($0, vector) })
            }
        }
    }

    /// Calls `body` with each item and the length of its row's first elements.
    func forEachRow(_ body: (UInt32, UnsafeBufferPointer<Float>) -> Void) {
        for place in 0..<items.count where !changed.contains(items[place]) {
            rows.withRow(place) { body(items[place], $0) }
        }
        for case .some(let page) in pages {
            for (place, item) in page.items.enumerated() where !page.rows[place].isEmpty {
                page.rows[place].withUnsafeBufferPointer { body(item, $0) }
            }
        }
    }

    /// Sets rows; nil takes an item out.
    ///
    /// What is as it was costs a comparison.
    mutating func set(_ changes: [(item: UInt32, row: [Float]?)]) {
        for change in changes where row(of: change.item) != change.row {
            let (page, item) = (Int(change.item) / Self.pageSize, change.item)
            while pages.count <= page { pages.append(nil) }
            var own = pages[page] ?? Page()
            pages[page] = nil  // so that the page is changed in place when nobody else holds it
            if let place = own.items.firstIndex(of: item) {
                own.rows[place] = change.row ?? []
            } else {
                let place = own.items.firstIndex { $0 > item } ?? own.items.count
                own.items.insert(item, at: place)
                own.rows.insert(change.row ?? [], at: place)
            }
            pages[page] = own
            changed.insert(item)
            if change.row != nil { end = max(end, Int(item) + 1) }
        }
    }
}

extension UnsafeBufferPointer<UInt32> {
    /// The place of an item in an ascending list.
    fileprivate func place(of item: UInt32) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < item { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == item ? low : nil
    }
}
