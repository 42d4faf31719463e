// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Store
import Wire

/// The service `Catalogue`.
extension LoopResources {
    private static let standardPageSize = 100

    func getItems(_ request: GetItemsRequest) throws(WireError) -> GetItemsResponse {
        var response = GetItemsResponse(items: [])
        try read { transaction in
            for id in request.ids {
                if let index = try transaction.item(named: id), let item = try transaction.item(index) {
                    response.items.append(item)
                } else {
                    response.missing.append(id)
                }
            }
        }
        return response
    }

    /// A page; its token is the index of its last item.
    func listItems(_ request: ListItemsRequest) throws(WireError) -> ListItemsResponse {
        let pageSize = request.pageSize ?? Self.standardPageSize
        let previous = try Self.index(fromToken: request.pageToken)
        let page = try read { try $0.items(after: previous, limit: pageSize) }
        let token = page.count < pageSize ? nil : page.last.map { String($0.index.rawValue, radix: 36) }
        return ListItemsResponse(items: page.map(\.item), nextPageToken: token)
    }

    private static func index(fromToken token: String?) throws(WireError) -> ItemIndex? {
        guard let token, !token.isEmpty else { return nil }
        guard let index = UInt32(token, radix: 36) else {
            throw WireError(.outOfRange, "page_token: “\(token)” was not given by this method")
        }
        return ItemIndex(rawValue: index)
    }

    /// Reads the store, its errors turned into statuses.
    func read<Result>(_ body: (borrowing ReadTransaction) throws -> Result) throws(WireError) -> Result {
        do { return try workspace.reader.read(body) } catch { throw WireError(below: error) }
    }
}
