// SPDX-License-Identifier: Apache-2.0

import Shop
import Store

/// Says which items are of a category or of one below it; each is looked up once.
struct CategoryItems {
    private let path: [String]
    private var known: [ItemIndex: Bool] = [:]

    init(path: [String]) { self.path = path }

    mutating func contains(_ item: ItemIndex, _ transaction: borrowing ReadTransaction) throws(StoreError) -> Bool {
        if let answer = known[item] { return answer }
        let answer = try transaction.item(item)?.category.starts(with: path) ?? false
        known[item] = answer
        return answer
    }
}
