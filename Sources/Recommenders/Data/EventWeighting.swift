// SPDX-License-Identifier: Apache-2.0

internal import Foundation
public import Shop

/// How much each thing a user did counts: by its type and its age, in training and at serving alike.
///
/// An event weighs `weights[type] · 2^(−age / halfLife)`; one older than the window, or of a type that is not named,
/// weighs nothing. A `rating` that carries a value weighs that times `value − neutralRating`, so that a bad rating can
/// count against an item; no other type looks at its value. Several events of one user on one item add up, and a sum
/// of 0 or less (bought and sent back) leaves the item out.
///
/// - Units: ages in days of 24 hours; an event later than `now` has age 0.
public struct EventWeighting: Sendable, Equatable, Codable {
    /// Weight by event type name; negative speaks against the item.
    public var weights: [String: Double] = Self.standardWeights
    /// Age at which an event counts half; nil for no ageing.
    public var halfLifeDays: Double?
    /// Age beyond which an event does not count; nil for all.
    public var windowDays: Double?
    /// The rating that speaks neither for nor against an item.
    public var neutralRating: Double = 0

    /// Weights of the known types when nothing else is asked for.
    public static let standardWeights: [String: Double] = [
        "view": 1, "click": 1, "wishlist": 2, "cart": 3, "purchase": 5, "rating": 1, "return": -5, "impression": 0,
    ]

    /// Names of the settings that describe a weighting.
    public static let settingNames = ["weights", "halfLifeDays", "windowDays", "neutralRating"]

    /// Standard weights, no ageing, all history.
    public init() {}

    /// Takes the weighting out of a recommender's settings; given weights replace the standard ones altogether.
    public init(_ settings: Settings) throws(RecommenderError) {
        weights = try settings.numbers("weights", in: -1e6...1e6) ?? Self.standardWeights
        halfLifeDays = try settings.optionalNumber("halfLifeDays", in: 1e-3...1e6)
        windowDays = try settings.optionalNumber("windowDays", in: 1e-3...1e6)
        neutralRating = try settings.number("neutralRating", in: -1e6...1e6, default: 0)
    }
}

/// A weighting made ready for one shop's type codes: one load and one multiplication an event.
public struct EventWeights: Sendable {
    private let byCode: [Float]
    private let halfLife: Double?  // milliseconds
    private let window: Double?
    private let neutralRating: Float
    private static let millisecondsPerDay = 86_400_000.0

    /// Resolves the names; `ownTypes` are the shop's own type names by code, from `EventType.firstOwn` on.
    public init(_ weighting: EventWeighting, ownTypes: [String] = []) {
        var byCode = [Float](repeating: 0, count: 256)
        for (code, name) in EventType.knownNames.enumerated() { byCode[code] = Float(weighting.weights[name] ?? 0) }
        for (code, name) in ownTypes.enumerated() where code + Int(EventType.firstOwn) < byCode.count {
            byCode[code + Int(EventType.firstOwn)] = Float(weighting.weights[name] ?? 0)
        }
        self.byCode = byCode
        halfLife = weighting.halfLifeDays.map { $0 * Self.millisecondsPerDay }
        window = weighting.windowDays.map { $0 * Self.millisecondsPerDay }
        neutralRating = Float(weighting.neutralRating)
    }

    /// Whether events of that type weigh anything, whatever their age.
    func counts(_ type: EventType) -> Bool { byCode[Int(type.rawValue)] != 0 }

    /// Whether events of that type speak for their item.
    func speaksFor(_ type: EventType) -> Bool { byCode[Int(type.rawValue)] > 0 }

    /// What one interaction weighs at the moment `now`; finite.
    public func weight(of interaction: Interaction, now: Timestamp) -> Float {
        var weight = byCode[Int(interaction.type.rawValue)]
        if weight == 0 { return 0 }
        if interaction.type == .rating, interaction.value.isFinite { weight *= interaction.value - neutralRating }
        if halfLife != nil || window != nil {
            weight *= ageing(Double(now.milliseconds) - Double(interaction.timestamp.milliseconds))
        }
        return weight.isFinite ? weight : 0
    }

    private func ageing(_ milliseconds: Double) -> Float {
        let age = max(0, milliseconds)
        if let window, age > window { return 0 }
        guard let halfLife else { return 1 }
        return Float(exp2(-age / halfLife))
    }
}
