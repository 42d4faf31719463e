// SPDX-License-Identifier: Apache-2.0

/// Settings of implicit-feedback matrix factorisation (iALS).
public struct ALSConfig: RecommenderConfig, Equatable {
    /// How one user's or item's linear system is solved.
    public enum Solver: String, Sendable, CaseIterable {
        /// Exactly, by Cholesky factorisation.
        case cholesky
        /// Approximately, by `steps` steps of conjugate gradient from the last epoch's factors.
        case conjugateGradient = "cg"
    }

    /// How much each event counts.
    public var eventWeighting = EventWeighting()
    /// Numbers that describe a user or an item.
    public var factors = 64
    /// Passes over all users and all items.
    public var epochs = 15
    /// λ, added to the diagonal of every system; larger means smaller factors.
    public var regularization = 0.05
    /// α in the confidence c = 1 + α · weight.
    ///
    /// implicit's `alpha` is c = α · weight: its 11 is our 10 for events of weight 1.
    public var alpha = 10.0
    /// How a system is solved.
    public var solver = Solver.cholesky
    /// Steps of conjugate gradient.
    public var steps = 3

    /// Names of the settings.
    public static let settingNames =
        ["factors", "epochs", "regularization", "alpha", "solver", "steps"] + EventWeighting.settingNames

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
        alpha = try settings.number("alpha", in: 0...1e6, default: alpha)
        solver = try settings.choice("solver", default: solver)
        steps = try settings.integer("steps", in: 1...1_024, default: steps)
    }
}
