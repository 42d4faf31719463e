// SPDX-License-Identifier: Apache-2.0

public import Wire

extension WickerClient {
    /// What goes with a basket; `failedPrecondition` where the snapshot has no rules.
    public func crossSell(
        _ request: CrossSellRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> CrossSellResponse {
        try await call(Procedures.crossSell, request, timeout: timeout)
    }

    /// A page of the snapshot's rules.
    public func rules(_ request: RulesRequest, timeout: Duration? = nil) async throws(ClientError) -> RulesResponse {
        try await call(Procedures.rules, request, timeout: timeout)
    }
}
