// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Store
import Wire

/// What the connections of one event loop share: memory that is reused from call to call, on that loop's thread only.
final class LoopResources {
    let core: ServerCore
    let arena: Arena
    let encoder: FrameEncoder
    let workspace: Workspace
    var connections: [ObjectIdentifier: ConnectionHandler] = [:]
    private var recommendationIDs: RecommendationIDs

    init(core: ServerCore) {
        self.core = core
        arena = Arena()
        encoder = FrameEncoder(arena: arena, limits: core.configuration.limits)
        workspace = Workspace(reader: core.store.makeReader())
        var generator = SystemRandomNumberGenerator()
        recommendationIDs = RecommendationIDs(using: &generator)
    }

    func nextRecommendationID() -> String { recommendationIDs.next() }
}
