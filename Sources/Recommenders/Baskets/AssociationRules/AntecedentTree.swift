// SPDX-License-Identifier: Apache-2.0

/// Antecedents and all their prefixes as the nodes of a ``RuleBook``, numbered in the order of ``Antecedent``.
struct AntecedentTree {
    private var prefixes: [Antecedent] = [Antecedent(EmptyCollection())]
    private(set) var items: [UInt32] = []
    private(set) var parents: [UInt32] = []
    private(set) var childOffsets: [UInt32] = []
    private(set) var firstNodes: [UInt32]

    init(itemCount: Int) { firstNodes = [UInt32](repeating: 0, count: itemCount) }

    /// Number of nodes, the root included.
    var count: Int { prefixes.count }

    /// Takes up an antecedent and its prefixes; equal ones that follow each other are skipped at once.
    mutating func insert(_ antecedent: Antecedent) {
        if prefixes.last == antecedent { return }
        for length in 1...Int(antecedent.count) { prefixes.append(antecedent.prefix(length)) }
    }

    /// Numbers the nodes.
    mutating func finish() {
        prefixes.sort()
        prefixes = prefixes.enumerated().filter { $0 == 0 || prefixes[$0 - 1] != $1 }.map(\.element)
        items = prefixes.map { $0.count == 0 ? .max : $0.last }
        parents = prefixes.map { UInt32(truncatingIfNeeded: node(of: $0.prefix(max(0, Int($0.count) - 1)))) }
        var children = [UInt32](repeating: 0, count: count)
        for node in 1..<max(1, count) { children[Int(parents[node])] += 1 }
        // Children stand in their parents' order, right behind the root.
        childOffsets = children.ends(from: 1)
        for node in 1..<max(1, count) where parents[node] == 0 {
            firstNodes[Int(items[node])] = UInt32(truncatingIfNeeded: node)
        }
    }

    /// The number of an antecedent that was taken up.
    ///
    /// - Complexity: O(log nodes).
    func node(of antecedent: Antecedent) -> Int {
        var (low, high) = (0, prefixes.count)
        while low < high {
            let middle = (low + high) / 2
            if prefixes[middle] < antecedent { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension [UInt32] {
    /// Where runs of these lengths begin when the first begins at `start`, and where the last one ends.
    func ends(from start: UInt32) -> [UInt32] {
        var ends = [start]
        ends.reserveCapacity(count + 1)
        for length in self { ends.append(ends[ends.count - 1] + length) }
        return ends
    }
}
