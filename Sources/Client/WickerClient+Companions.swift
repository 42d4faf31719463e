// SPDX-License-Identifier: Apache-2.0

public import Wire

extension WickerClient {
    /// Items bought with an item, with the counts; `notFound` for an item the shop has never named.
    public func boughtTogether(
        _ request: CompanionsRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> CompanionsResponse {
        try await call(Procedures.boughtTogether, request, timeout: timeout)
    }

    /// Items looked at by those who looked at an item, with the counts.
    public func alsoViewed(
        _ request: CompanionsRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> CompanionsResponse {
        try await call(Procedures.alsoViewed, request, timeout: timeout)
    }

    /// Items that can stand for an item, same category first.
    public func alternatives(
        _ request: CompanionsRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> CompanionsResponse {
        try await call(Procedures.alternatives, request, timeout: timeout)
    }

    /// A customer's own items by the chance that they buy them again soon; an unknown customer has none.
    public func buyAgain(
        _ request: BuyAgainRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> BuyAgainResponse {
        try await call(Procedures.buyAgain, request, timeout: timeout)
    }
}
