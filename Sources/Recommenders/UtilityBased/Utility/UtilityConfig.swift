// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Settings of the recommender that learns from choices what attributes are worth.
public struct UtilityConfig: RecommenderConfig, Equatable {
    /// Which events are choices, and how many choices each counts as; by default every purchase is one.
    public var eventWeighting = Self.standardWeighting
    /// What choices are explained by, in ascending order of the attributes' names.
    public var criteria: [Criterion] = []
    /// The attribute of users by whose values they are divided; nil for one segment.
    public var segmentBy: String?
    /// How far a segment may be from all customers, see ``ConditionalLogit/segmentDeviation``.
    public var segmentDeviation = 0.5
    /// How far a weight may be from 0, see ``ConditionalLogit/priorDeviation``; 0 for as far as it likes.
    public var priorDeviation = 10.0
    /// Most alternatives of a choice for which no impressions tell them: the chosen item and others of its category.
    public var alternatives = 50
    /// Whether standard errors are the sandwich's.
    public var robustErrors = false

    /// Most segments.
    static let segmentLimit = 256

    private static let standardWeighting: EventWeighting = {
        var weighting = EventWeighting()
        weighting.weights = ["purchase": 1]
        return weighting
    }()

    /// Names of the settings.
    public static let settingNames =
        ["attributes", "segmentBy", "segmentDeviation", "priorDeviation", "alternatives", "robustErrors"]
        + EventWeighting.settingNames

    /// What was shown in a session, what the items and the customers are.
    public static var needs: DatasetParts { [.sessions, .items, .users] }

    /// Every default; it still needs attributes.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        let weights = eventWeighting.weights
        eventWeighting = try EventWeighting(settings)
        if settings.values["weights"] == nil { eventWeighting.weights = weights }
        criteria = try settings.criteria("attributes")
        segmentBy = try settings.word("segmentBy")
        segmentDeviation = try settings.number("segmentDeviation", in: 1e-3...1e3, default: segmentDeviation)
        priorDeviation = try settings.number("priorDeviation", in: 0...1e3, default: priorDeviation)
        alternatives = try settings.integer("alternatives", in: 2...10_000, default: alternatives)
        robustErrors = try settings.flag("robustErrors", default: robustErrors)
    }

    /// How coefficients are fitted.
    func logit(threads: Int) -> ConditionalLogit {
        var logit = ConditionalLogit()
        logit.priorDeviation = priorDeviation > 0 ? priorDeviation : nil
        logit.segmentDeviation = segmentDeviation
        logit.isRobust = robustErrors
        logit.threadCount = threads
        return logit
    }
}
