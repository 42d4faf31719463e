// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Rows that came in one message, the unreadable ones apart.
///
/// Only what a row's bytes forbid (text that is not UTF-8, an attribute given twice) is found here; whether its values
/// keep the shop's limits is the store's to say, the same for rows from a file.
public struct Batch<Row: Sendable & Equatable>: Sendable, Equatable {
    /// The readable rows, in order.
    public var rows: [Row]
    /// The others, by position in the message, ascending.
    public var unreadable: [Rejection]

    /// Readable and unreadable rows of one message.
    public init(_ rows: [Row] = [], unreadable: [Rejection] = []) {
        self.rows = rows
        self.unreadable = unreadable
    }

    /// Rows in the message, readable or not.
    public var count: Int { rows.count + unreadable.count }

    /// All refusals by position in the message, ascending, given the store's, whose positions count `rows`.
    public func rejections(adding refused: [Rejection]) -> [Rejection] {
        guard !unreadable.isEmpty else { return refused }
        let shifted = positions(of: refused.map(\.index))
        let moved = zip(refused, shifted).map { rejection, position in
            Rejection(index: position, field: rejection.field, reason: rejection.reason)
        }
        return (moved + unreadable).sorted { $0.index < $1.index }
    }

    /// The same batch without the rows that `fault` finds something wrong with, which are refused.
    public func refusing(_ fault: (Row) -> ItemFault?) -> Batch {
        var (kept, refused) = ([Row](), [Rejection]())
        for (place, row) in rows.enumerated() {
            if let fault = fault(row) {
                refused.append(Rejection(index: place, field: fault.field, reason: fault.reason))
            } else {
                kept.append(row)
            }
        }
        return refused.isEmpty ? self : Batch(kept, unreadable: rejections(adding: refused))
    }

    /// Where the rows at those places stood in the message.
    private func positions(of places: [Int]) -> [Int] {
        let gaps = Set(unreadable.map(\.index))
        let positions = (0..<count).filter { !gaps.contains($0) }
        return places.map { positions[$0] }
    }
}
