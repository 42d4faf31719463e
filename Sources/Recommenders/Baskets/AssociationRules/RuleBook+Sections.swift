// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension RuleBook {
    func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: itemCount)
        sections.write(SharedArray([UInt64(basketCount)]), as: "basketCount")
        sections.write(itemSupports, as: "itemSupports")
        sections.write(firstNodes, as: "firstNodes")
        sections.write(nodeItems, as: "nodeItems")
        sections.write(nodeParents, as: "nodeParents")
        sections.write(nodeSupports, as: "nodeSupports")
        sections.write(childOffsets, as: "childOffsets")
        sections.write(ruleOffsets, as: "ruleOffsets")
        sections.write(consequents, as: "consequents")
        sections.write(supports, as: "supports")
        sections.write(scores, as: "scores")
        delays?.write(to: &sections)
        categories?.write(to: &sections)
    }

    /// - Parameter isSequential: whether the rules have delays.
    convenience init(sections: some SectionReader, isSequential: Bool) throws(RecommenderError) {
        let baskets = try sections.read("basketCount", as: UInt64.self)
        let consequents = try sections.read("consequents", as: UInt32.self)
        let (items, supports) = (try sections.readItemCount(), try sections.read("itemSupports", as: UInt32.self))
        self.init(
            itemCount: items, basketCount: baskets.count == 1 ? Int(clamping: baskets[0]) : -1,
            itemSupports: supports,
            firstNodes: try sections.read("firstNodes", as: UInt32.self),
            nodeItems: try sections.read("nodeItems", as: UInt32.self),
            nodeParents: try sections.read("nodeParents", as: UInt32.self),
            nodeSupports: try sections.read("nodeSupports", as: UInt32.self),
            childOffsets: try sections.read("childOffsets", as: UInt32.self),
            ruleOffsets: try sections.read("ruleOffsets", as: UInt32.self),
            consequents: consequents,
            supports: try sections.read("supports", as: UInt32.self),
            scores: try sections.read("scores", as: Float.self),
            delays: isSequential ? try RuleDelays(sections: sections, ruleCount: consequents.count) : nil,
            categories: supports.count > items
                ? try RuleCategories(sections: sections, itemCount: items, numberCount: supports.count) : nil)
        try check()
    }

    /// - Complexity: O(1): sizes are compared, what lies in the arrays is covered by the snapshot's checksums.
    private func check() throws(RecommenderError) {
        let (nodes, rules) = (nodeItems.count, consequents.count)
        let isWhole =
            basketCount >= 0 && itemSupports.count == itemCount + (categories?.count ?? 0)
            && firstNodes.count == itemSupports.count
            && nodes > 0 && nodeParents.count == nodes && nodeSupports.count == nodes
            && childOffsets.count == nodes + 1 && ruleOffsets.count == nodes + 1
            && supports.count == rules && scores.count == rules
        guard isWhole, Int(ruleOffsets[nodes]) == rules, Int(childOffsets[nodes]) == nodes else {
            throw RecommenderError(
                .malformedSection, "the arrays of \(rules) rules on \(nodes) nodes do not go with each other")
        }
    }
}
