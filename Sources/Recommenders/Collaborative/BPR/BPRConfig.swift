// SPDX-License-Identifier: Apache-2.0

/// Settings of Bayesian personalised ranking.
public struct BPRConfig: RecommenderConfig, Equatable {
    /// How much each event counts.
    public var eventWeighting = EventWeighting()
    /// Numbers that describe a user or an item.
    public var factors = 64
    /// Passes over all wanted pairs.
    public var epochs = 40
    /// η, how far a step goes.
    public var learningRate = 0.1
    /// What is left of η after an epoch: η · decay^epoch.
    public var learningRateDecay = 1.0
    /// λ of a user's factors in each step.
    public var userRegularization = 0.01
    /// λ of the wanted item's factors and bias in each step.
    public var positiveRegularization = 0.01
    /// λ of the other item's factors and bias in each step.
    public var negativeRegularization = 0.01
    /// Candidates drawn for a wanted item; the one the user would like best is what it is ranked above.
    public var negativeSamples = 8
    /// Candidates are drawn in proportion to how many users want them, to this power; 0 draws evenly.
    public var samplingPower = 0.0
    /// Whether an item has a bias, the same for all users.
    public var itemBiases = true
    /// Factors start between minus and plus half of this.
    public var initialScale = 0.1
    /// How items like one are searched for.
    public var index = FactorIndex.bySize

    /// Names of the settings.
    public static let settingNames =
        [
            "factors", "epochs", "learningRate", "learningRateDecay", "regularization", "userRegularization",
            "positiveRegularization", "negativeRegularization", "negativeSamples", "samplingPower", "itemBiases",
            "initialScale", "index",
        ] + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings; `regularization` is the default of the three others.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        factors = try settings.integer("factors", in: 1...1_024, default: factors)
        epochs = try settings.integer("epochs", in: 1...10_000, default: epochs)
        learningRate = try settings.number("learningRate", in: 1e-6...10, default: learningRate)
        learningRateDecay = try settings.number("learningRateDecay", in: 0.01...1, default: learningRateDecay)
        let common = try settings.number("regularization", in: 0...10, default: userRegularization)
        userRegularization = try settings.number("userRegularization", in: 0...10, default: common)
        positiveRegularization = try settings.number("positiveRegularization", in: 0...10, default: common)
        negativeRegularization = try settings.number("negativeRegularization", in: 0...10, default: common)
        negativeSamples = try settings.integer("negativeSamples", in: 1...1_000, default: negativeSamples)
        samplingPower = try settings.number("samplingPower", in: 0...2, default: samplingPower)
        itemBiases = try settings.flag("itemBiases", default: itemBiases)
        initialScale = try settings.number("initialScale", in: 1e-6...10, default: initialScale)
        index = try settings.choice("index", default: index)
    }
}
