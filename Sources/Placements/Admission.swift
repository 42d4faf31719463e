// SPDX-License-Identifier: Apache-2.0

import Knowledge
import Shop
import Store

/// What may stand in a list at all: what the catalogue and the shop's rules let through.
///
/// Every list passes here.
struct Admission: Sendable {
    let catalogue: Catalogue
    let includesOutOfStock: Bool
    let now: Timestamp
    /// What rules keep from this user, or from beside these items.
    let exclusions: Exclusions

    /// Whether an item may be listed, which the request itself has not barred.
    @inline(__always)
    func allows(_ item: ItemIndex, barred: ItemMarks) -> Bool {
        !barred.contains(item) && catalogue.allows(item, at: now, includingOutOfStock: includesOutOfStock)
            && !exclusions.contains(item)
    }

    /// All items that may be listed, of so many.
    ///
    /// - Complexity: O(items).
    func items(of count: Int) -> ItemBits {
        let words = catalogue.eligible(at: now, includingOutOfStock: includesOutOfStock)
        var items = ItemBits(words: words, itemCount: count)
        exclusions.remove(from: &items)
        return items
    }
}

extension RecommendationEngine {
    /// What may stand in an answer.
    ///
    /// - Parameters:
    ///   - user: whom the question names, unless the options say for whom it is.
    ///   - items: what the question names, and so what the answer stands beside.
    /// - Complexity: O(1) without `never` rules.
    /// - Throws: `storeFailure`.
    func admission(
        _ options: ListOptions, for user: String? = nil, beside items: some Sequence<ItemIndex>, at now: Timestamp,
        in workspace: Workspace
    ) throws(PlacementError) -> Admission {
        let rules = workspace.published.rules
        var exclusions = Exclusions()
        if rules.keepApart || rules.askForUsers {
            var described: User?
            if rules.askForUsers, let name = options.user ?? user {
                described = try self.user(named: name, in: workspace)
            }
            exclusions = rules.exclusions(for: described, beside: items, in: workspace.published.items.attributes)
        }
        return Admission(
            catalogue: workspace.published.items.catalogue, includesOutOfStock: options.includesOutOfStock, now: now,
            exclusions: exclusions)
    }

    /// The user as the shop described them; nil for somebody unknown.
    private func user(named name: String, in workspace: Workspace) throws(PlacementError) -> User? {
        try workspace.read("looking up user “\(name)”") { transaction in
            try transaction.user(named: name).flatMap { try transaction.user($0) }
        }
    }
}
