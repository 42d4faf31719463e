// SPDX-License-Identifier: Apache-2.0

import Wire

/// How far a call of StreamItems has come: the request for its next page.
struct ItemFeed {
    var request: ListItemsRequest
}

/// The server-streaming call `StreamItems`: a page goes out whenever the client has taken the ones before.
extension ConnectionHandler {
    func beginItemFeed(_ call: ServerCall) {
        do throws(WireError) {
            itemFeeds[call.id] = ItemFeed(request: try decode(Procedures.streamItems, call.message))
            pump(call.id)
        } catch {
            finish(call.id, Result<ListItemsResponse, WireError>.failure(error))
        }
    }

    /// Sends what the connection can take of every open feed.
    func pumpItemFeeds() {
        for call in itemFeeds.keys.sorted() { pump(call) }
    }

    private func pump(_ call: UInt32) {
        while let feed = itemFeeds[call], isWritable {
            sendPage(of: feed, call)
            flush()
        }
    }

    private func sendPage(of feed: ItemFeed, _ call: UInt32) {
        do throws(WireError) {
            let page = try resources.listItems(feed.request)
            guard let token = page.nextPageToken else {
                forget(call)
                return finish(call, .success(page))
            }
            itemFeeds[call]?.request.pageToken = token
            try resources.encoder.message(page, of: call, isLast: false, into: &outgoing)
        } catch {
            forget(call)
            finish(call, Result<ListItemsResponse, WireError>.failure(error))
        }
    }
}
