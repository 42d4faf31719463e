// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Snapshots

extension ServingModels {
    /// The placement `session`; without one, the first recommender made for sessions, filled up by `fallback`; else `home`.
    static func sessions(
        _ placements: [String: Placement], _ entries: [Entry], fallback: Ranking?
    ) -> Placement? {
        if let named = placements["session"] { return named }
        guard let entry = entries.first(where: { $0.session != nil && !($0.model is BlendModel) }) else {
            return placements["home"]
        }
        let filler = fallback.flatMap { ranking in
            entries.first { $0.name == ranking.name }.map { (entry: $0, ranking: ranking) }
        }
        return Placement(
            entry: entry, fallback: filler, plan: PlacementPlan(name: "session", recommender: entry.name))
    }

    /// The placement of that name, or the one for sessions.
    ///
    /// - Throws: `unknownPlacement`, naming those there are.
    func sessionPlacement(named name: String?) throws(PlacementError) -> Placement {
        if name == nil || name == "session", let sessions { return sessions }
        return try placement(named: name ?? "session")
    }
}
