// SPDX-License-Identifier: Apache-2.0

public import Shop

/// The items of most utility of a large catalogue, found away from an event loop; one piece of work.
public struct UtilityReport: Report {
    private let query: UtilityQuery
    private let engine: RecommendationEngine
    private let now: Timestamp

    init(_ query: UtilityQuery, engine: RecommendationEngine, now: Timestamp) {
        (self.query, self.engine, self.now) = (query, engine, now)
    }

    /// - Throws: as `RecommendationEngine.recommendByUtility`.
    public mutating func advance(in workspace: Workspace) throws(PlacementError) -> UtilityList? {
        try engine.recommendByUtility(query, at: now, in: workspace)
    }
}

extension RecommendationEngine {
    /// The same question for whoever runs reports.
    public func utilityReport(_ query: UtilityQuery, at now: Timestamp) -> UtilityReport {
        UtilityReport(query, engine: self, now: now)
    }
}
