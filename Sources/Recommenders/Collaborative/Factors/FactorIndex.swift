// SPDX-License-Identifier: Apache-2.0

/// How a factor model searches for items like one.
public enum FactorIndex: String, Sendable, CaseIterable {
    /// Approximately in a catalogue of more than 500,000 items, exactly otherwise.
    case bySize = "by-size"
    /// Exactly: all items are looked at.
    case exact
    /// By lists of items that point the same way, at least 99 % of the most alike being found on a sample; exactly
    /// where that would take half of the catalogue.
    case approximate

    /// Whether a catalogue of that many items is to have lists.
    func wantsLists(items: Int) -> Bool {
        switch self {
        case .bySize: items > 500_000
        case .exact: false
        case .approximate: items >= FactorRanking.smallestCatalogue
        }
    }
}
