// SPDX-License-Identifier: Apache-2.0

/// Finds room for the names of dots: one after the other, each where it covers neither a dot nor an earlier name.
struct LabelPlacer {
    private struct Box {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double

        func overlaps(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    private let width: Double
    private var taken: [Box]

    /// Dots of 5 units around their middles, in a drawing of that width.
    init(width: Double, dots: [(x: Double, y: Double)]) {
        self.width = width
        taken = dots.map { Box(left: $0.x - 6, top: $0.y - 6, right: $0.x + 6, bottom: $0.y + 6) }
    }

    /// Where a text starts and stands: right of its dot, left, above, below or further off, the first that is free.
    mutating func place(_ name: String, besideX x: Double, y: Double) -> (x: Double, y: Double) {
        let length = Double(name.count) * 6.4  // about the width of a letter of 11.5 units
        let middle = min(max(x - length / 2, 4), width - length - 4)
        var candidates = [(x + 9, y + 4), (x - 9 - length, y + 4), (middle, y - 9), (middle, y + 17)]
        for row in 2...6 {
            for shift in [-13.0, 13] {
                candidates += [(x + 9, y + 4 + Double(row) * shift / 1.5), (middle, y + Double(row) * shift)]
            }
        }
        for (left, base) in candidates {
            let box = Box(left: left, top: base - 10, right: left + length, bottom: base + 3)
            if left < 2 || box.right > width || box.top < 14 || taken.contains(where: box.overlaps) { continue }
            taken.append(box)
            return (left, base)
        }
        return (x + 9, y + 4)
    }
}
