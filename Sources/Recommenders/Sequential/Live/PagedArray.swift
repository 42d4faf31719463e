// SPDX-License-Identifier: Apache-2.0

/// An array in pages: a copy shares all of them, and a change to one of two copies takes a copy of one page alone.
///
/// One thread changes its copy and hands out another from time to time; those who read are never disturbed.
///
/// - Complexity: access O(1), two loads; the first change of a page after a copy O(page), the first of all O(pages).
struct PagedArray<Element: Sendable>: Sendable {
    private static var pageSize: Int { 256 }
    private var pages: [[Element]] = []
    private let filler: Element
    private(set) var count = 0

    /// That many times the same element.
    init(repeating filler: Element, count: Int = 0) {
        self.filler = filler
        grow(to: count)
    }

    /// The element at a position below `count`.
    @inline(__always)
    subscript(position: Int) -> Element {
        get { pages[position / Self.pageSize][position % Self.pageSize] }
        set { pages[position / Self.pageSize][position % Self.pageSize] = newValue }
    }

    /// Adds fillers until there are at least that many elements.
    mutating func grow(to wanted: Int) {
        while count < wanted {
            pages.append([Element](repeating: filler, count: Self.pageSize))
            count += Self.pageSize
        }
    }
}
