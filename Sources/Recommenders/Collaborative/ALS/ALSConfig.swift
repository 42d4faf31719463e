// SPDX-License-Identifier: Apache-2.0

/// Settings of implicit-feedback matrix factorisation (iALS).
public struct ALSConfig: RecommenderConfig, Equatable {
    /// How one user's or item's linear system is solved.
    public enum Solver: String, Sendable, CaseIterable {
        /// Exactly, by Cholesky factorisation.
        case cholesky
        /// Approximately, by `steps` steps of preconditioned conjugate gradient from the last epoch's factors.
        case conjugateGradient = "cg"
        /// Exactly for one block of factors after the other, from the last epoch's factors.
        case subspace
    }

    /// How much each event counts.
    public var eventWeighting = EventWeighting()
    /// Numbers that describe a user or an item.
    public var factors = 64
    /// Passes over all users and all items.
    public var epochs = 15
    /// λ; larger means smaller factors.
    public var regularization = 0.05
    /// ν in λ_u = λ · (Σ_i c_ui)^ν: 0 is the same for everybody, 1 grows with what is known.
    public var regularizationExponent = 0.0
    /// α in the confidence c = w₀ + α · weight.
    ///
    /// implicit's `alpha` is c = α · weight: its 11 is our 10 for events of weight 1.
    public var alpha = 10.0
    /// w₀, the confidence that a pair which was not observed is not wanted.
    public var unobservedWeight = 1.0
    /// b: an observation of item i weighs d_i^−b as much, d_i being the sum of the item's weights.
    public var itemDamping = 0.0
    /// γ: what is said for item j is divided by d_j^γ; below 0 the much-wanted gain.
    public var popularityDamping = 0.0
    /// How a system is solved.
    public var solver = Solver.cholesky
    /// Steps of conjugate gradient an epoch.
    public var steps = 1
    /// Factors solved together by `subspace`.
    public var blockSize = 64
    /// σ: factors start with a standard deviation of σ / √factors.
    public var initialDeviation = 0.1
    /// Whether the model keeps the training users' factors, so that it can say who is like whom.
    public var keepsUsers = true
    /// How items like one are searched for.
    public var index = FactorIndex.bySize

    /// Names of the settings.
    public static let settingNames =
        [
            "factors", "epochs", "regularization", "regularizationExponent", "alpha", "unobservedWeight", "solver",
            "steps", "blockSize", "initialDeviation", "keepsUsers", "itemDamping", "popularityDamping",
            "index",
        ] + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        factors = try settings.integer("factors", in: 1...1_024, default: factors)
        epochs = try settings.integer("epochs", in: 1...10_000, default: epochs)
        regularization = try settings.number("regularization", in: 0...1e9, default: regularization)
        regularizationExponent = try settings.number(
            "regularizationExponent", in: 0...2, default: regularizationExponent)
        alpha = try settings.number("alpha", in: 0...1e6, default: alpha)
        unobservedWeight = try settings.number("unobservedWeight", in: 0...1e6, default: unobservedWeight)
        itemDamping = try settings.number("itemDamping", in: 0...2, default: itemDamping)
        popularityDamping = try settings.number("popularityDamping", in: -2...2, default: popularityDamping)
        solver = try settings.choice("solver", default: solver)
        steps = try settings.integer("steps", in: 1...1_024, default: steps)
        blockSize = try settings.integer("blockSize", in: 1...1_024, default: blockSize)
        initialDeviation = try settings.number("initialDeviation", in: 1e-9...100, default: initialDeviation)
        keepsUsers = try settings.flag("keepsUsers", default: keepsUsers)
        index = try settings.choice("index", default: index)
    }
}
