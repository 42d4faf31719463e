// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Recommenders
import Training

/// What `evaluate --json` prints of one recommender.
struct VerdictReport: Encodable {
    struct Bounds: Encodable {
        var lower: Double
        var upper: Double

        init(_ interval: Interval) {
            lower = Figures.rounded(interval.lower, 5)
            upper = Figures.rounded(interval.upper, 5)
        }
    }

    struct Difference: Encodable {
        var metric: String
        var reference: String
        var difference: Double
        var lower: Double
        var upper: Double
        var p: Double
        var adjustedP: Double
    }

    struct Bands: Encodable {
        var users: [Band]
        var items: [Band]
    }

    var recommender: String
    var kind: String
    var baseline: Bool
    var fitSeconds: Double
    var users: Int
    var recommendUsersPerSecond: Double
    var peakBytes: Int
    var metrics: [String: Double]
    var intervals: [String: Bounds]
    var comparisons: [Difference]
    var bands: Bands
    var attributes: [AttributeContribution]?
    var settings: EvaluationSettings
    var data: EvaluationCounts

    init(_ result: RecommenderResult, of summary: EvaluationSummary) {
        recommender = result.recommender
        kind = result.kind
        baseline = result.isBaseline
        fitSeconds = Figures.rounded(result.fitSeconds, 3)
        users = result.users
        recommendUsersPerSecond = Figures.rounded(result.usersPerSecond, 1)
        peakBytes = result.peakByteCount
        metrics = result.metrics.mapValues { Figures.rounded($0, 5) }
        intervals = result.intervals.mapValues(Bounds.init)
        comparisons = result.comparisons.map {
            Difference(
                metric: $0.metric, reference: $0.reference, difference: Figures.rounded($0.difference, 5),
                lower: Figures.rounded($0.interval.lower, 5), upper: Figures.rounded($0.interval.upper, 5),
                p: Figures.rounded($0.pValue, 5), adjustedP: Figures.rounded($0.adjustedPValue, 5))
        }
        bands = Bands(users: Self.rounded(result.userBands), items: Self.rounded(result.itemBands))
        attributes = result.attributes.isEmpty ? nil : result.attributes
        settings = summary.settings
        data = summary.counts
    }

    private static func rounded(_ bands: [Band]) -> [Band] {
        bands.map { band in
            var band = band
            band.metrics = band.metrics.mapValues { Figures.rounded($0, 5) }
            return band
        }
    }
}
