// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Shop

/// What is measured of a list of next items; all as Serenade's own evaluation does it.
public enum SessionMetric: String, Sendable, CaseIterable {
    /// Whether the next item is listed; papers on sessions call it P@k or Recall@k, too.
    case hitRate = "hit-rate"
    /// 1 / rank of the next item; 0 when it is not listed.
    case mrr
    /// Discounted gain of everything still to come, over that of the session's own continuation.
    case ndcg
    /// Part of the list that is still to come.
    case precision
    /// Part of the different items still to come that is listed.
    case recall

    /// The figure of one list; better is larger, from 0 to 1.
    ///
    /// nDCG's discount is 1 for ranks 1 and 2 and 1 / log₂ rank from there on (Järvelin, Kekäläinen, TOIS 2002, base 2); an
    /// item that comes several times still counts at each place of the ideal list.
    func value(of list: ArraySlice<UInt32>, for question: SessionCase, cutoff: Int) -> Double {
        let wanted = question.wanted
        switch self {
        case .hitRate: return list.contains(wanted[0].rawValue) ? 1 : 0
        case .mrr:
            return list.firstIndex(of: wanted[0].rawValue).map { 1 / Double($0 - list.startIndex + 1) } ?? 0
        case .ndcg:
            let coming = Set(wanted.map(\.rawValue))
            var gain = 0.0
            for (place, item) in list.enumerated() where coming.contains(item) { gain += Self.discount(place + 1) }
            return gain / (1...min(cutoff, wanted.count)).reduce(0) { $0 + Self.discount($1) }
        case .precision, .recall:
            let coming = Set(wanted.map(\.rawValue))
            let hits = Double(list.count(where: coming.contains))
            return hits / Double(self == .precision ? cutoff : coming.count)
        }
    }

    private static func discount(_ rank: Int) -> Double { rank <= 2 ? 1 : 1 / log2(Double(rank)) }
}
