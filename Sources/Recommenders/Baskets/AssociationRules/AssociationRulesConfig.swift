// SPDX-License-Identifier: Apache-2.0

/// Settings of association rules: which are mined, which are kept, and how they are ranked.
public struct AssociationRulesConfig: RecommenderConfig, Equatable {
    /// How much each event counts: a line of an order is bought when it weighs more than 0.
    public var eventWeighting = EventWeighting()
    /// The least number of baskets, or below 1 share of them but at least 10, of a rule of three items or more.
    public var minimumSupport = 0.005
    /// The same of a rule of two items, from one to another: what is fallen back on.
    public var pairSupport = 3.0
    /// Whether rules from a category to an item are mined: for items that are in few baskets themselves.
    public var categories = true
    /// The least number of baskets, or below 1 share of them, of a rule from a category to an item.
    public var categorySupport = 10.0
    /// The least part of the antecedent's baskets that hold the consequent too.
    public var minimumConfidence = 0.01
    /// Most items of a rule, both sides together.
    public var maximumLength = 3
    /// The largest share of the rules that may be chance alone, by Fisher's test; 1 keeps every rule.
    public var falseDiscoveryRate = 0.05
    /// Whether a rule is left out when dropping an item from its antecedent gives one that is as confident, both shrunk.
    public var prunes = true
    /// How the rules are ranked, and how many are kept.
    public var ranking = RuleRanking()
    /// Most GiB of item sets that a search may find.
    public var memoryLimit = 0.5

    /// Names of the settings.
    public static let settingNames =
        [
            "minimumSupport", "pairSupport", "categories", "categorySupport", "minimumConfidence", "maximumLength",
            "falseDiscoveryRate", "prunes", "memoryLimit",
        ] + RuleRanking.settingNames + EventWeighting.settingNames

    /// The orders, without any of which interactions are enough, and the items for their categories.
    public static let needs: DatasetParts = [.orders, .items]

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        minimumSupport = try settings.number("minimumSupport", in: 1e-9...1e9, default: minimumSupport)
        pairSupport = try settings.number("pairSupport", in: 1e-9...1e9, default: pairSupport)
        categories = try settings.flag("categories", default: categories)
        categorySupport = try settings.number("categorySupport", in: 1e-9...1e9, default: categorySupport)
        minimumConfidence = try settings.number("minimumConfidence", in: 0...1, default: minimumConfidence)
        maximumLength = try settings.integer(
            "maximumLength", in: 2...(Antecedent.maximumCount + 1), default: maximumLength)
        falseDiscoveryRate = try settings.number("falseDiscoveryRate", in: 1e-9...1, default: falseDiscoveryRate)
        prunes = try settings.flag("prunes", default: prunes)
        ranking = try RuleRanking(settings)
        memoryLimit = try settings.number("memoryLimit", in: 1e-3...1024, default: memoryLimit)
    }

    /// Bytes of item sets that a search may find.
    var setByteLimit: Int { Int(memoryLimit * 0x1p30) }

    /// The least number of that many baskets: a share is rounded up, and is never below `least`.
    static func count(_ support: Double, of baskets: Int, atLeast least: Int = 1) -> Int {
        support < 1
            ? max(least, Int((support * Double(baskets) - 1e-9).rounded(.up))) : Int((support - 1e-9).rounded(.up))
    }
}
