// SPDX-License-Identifier: Apache-2.0

import Shop

/// The requirements with a weight, ready to be asked of any item.
///
/// A wish that is met adds its weight; `near` adds the less of it the farther the number, down to nothing at the
/// tolerance: w · (1 − |x − target| / tolerance).
struct WishList: ItemScorer {
    private enum Wish {
        case met(ItemBits)
        case near(NumberColumn, target: Double, tolerance: Double)
    }

    private let wishes: [(wish: Wish, weight: Double)]

    init(_ requirements: [BoundRequirement], itemCount: Int) {
        wishes = requirements.compactMap { bound in
            guard let weight = bound.requirement.weight else { return nil }
            if case .near(let target, let tolerance) = bound.requirement.condition, let column = bound.numbers {
                return (.near(column, target: target, tolerance: tolerance), weight)
            }
            return (.met(bound.bits(itemCount: itemCount)), weight)
        }
    }

    func addScores(_ page: Int, among words: UnsafeBufferPointer<UInt64>, to scores: UnsafeMutableBufferPointer<Double>)
    {
        for (wish, weight) in wishes {
            switch wish {
            case .met(let bits):
                let start = page * words.count
                for position in words.indices {
                    (words[position] & bits.words[start + position]).forEachBit { scores[position * 64 + $0] += weight }
                }
            case .near(let column, let target, let tolerance):
                let cells = column.cells.page(page)
                if cells.isEmpty { continue }
                words.forEachBit { scores[$0] += weight * Self.nearness(cells[$0], target, tolerance) }
            }
        }
    }

    /// Each wish's points.
    func points(_ item: UInt32) -> [Double] {
        wishes.map { wish, weight in
            switch wish {
            case .met(let bits): bits.contains(item) ? weight : 0
            case .near(let column, let target, let tolerance):
                weight * Self.nearness(column[ItemIndex(rawValue: item)], target, tolerance)
            }
        }
    }

    /// 1 at the target, 0 from the tolerance on and for NaN.
    private static func nearness(_ number: Double, _ target: Double, _ tolerance: Double) -> Double {
        let nearness = 1 - abs(number - target) / tolerance
        return nearness > 0 ? nearness : 0
    }
}
