// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension RuleBook {
    /// Steps that a walk takes beyond single items, about a millisecond's worth.
    ///
    /// Longer antecedents of a basket of hundreds of items that would be met later are not looked for.
    private static let stepLimit = 200_000

    /// Gives `body` every node whose antecedent is in the basket, single items first.
    ///
    /// - Parameter basket: numbers of items and categories, ascending and without repeats; unknown ones match nothing.
    /// - Complexity: O(basket) for single items; for longer ones a search of the shorter of two lists in the longer for
    ///   every antecedent found, up to the limit.
    @inline(__always)
    func forEachNode(in basket: UnsafeBufferPointer<UInt32>, _ body: (Int) -> Void) {
        for item in basket where Int(item) < firstNodes.count {
            let node = Int(firstNodes[Int(item)])
            if node != 0 { body(node) }
        }
        guard hasLongAntecedents else { return }
        var steps = Self.stepLimit
        for place in basket.indices where Int(basket[place]) < firstNodes.count {
            let node = Int(firstNodes[Int(basket[place])])
            if node != 0 { descend(from: node, basket, after: place, &steps, body) }
        }
    }

    /// The nodes below one that the rest of the basket leads to.
    private func descend(
        from node: Int, _ basket: UnsafeBufferPointer<UInt32>, after place: Int, _ steps: inout Int,
        _ body: (Int) -> Void
    ) {
        var (children, rest) = (children(of: node), (place + 1)..<basket.count)
        while !children.isEmpty, !rest.isEmpty, steps > 0 {
            let (child, item) = (nodeItems[children.lowerBound], basket[rest.lowerBound])
            if child < item {
                let next = Self.gallop(children, below: item, &steps) { nodeItems[$0] }
                children = next..<children.upperBound
            } else if child > item {
                let next = Self.gallop(rest, below: child, &steps) { basket[$0] }
                rest = next..<rest.upperBound
            } else {
                body(children.lowerBound)
                descend(from: children.lowerBound, basket, after: rest.lowerBound, &steps, body)
                children.removeFirst()
                rest.removeFirst()
            }
        }
    }

    /// The first place of the range whose item is not below the bound, by steps that double.
    @inline(__always)
    private static func gallop(
        _ range: Range<Int>, below bound: UInt32, _ steps: inout Int, _ item: (Int) -> UInt32
    ) -> Int {
        var (low, stride) = (range.lowerBound, 1)  // the item at `low` is below the bound
        while low + stride < range.upperBound, item(low + stride) < bound {
            low += stride
            stride *= 2
            steps -= 1
        }
        var high = min(low + stride, range.upperBound)
        while high - low > 1 {
            let middle = (low + high) / 2
            if item(middle) < bound { low = middle } else { high = middle }
            steps -= 1
        }
        steps -= 1
        return high
    }
}
