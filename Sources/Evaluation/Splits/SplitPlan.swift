// SPDX-License-Identifier: Apache-2.0

public import Recommenders
internal import Shop

/// By which rule interactions are held out.
public enum SplitProtocol: String, Sendable, CaseIterable, Codable {
    /// Each user's latest item.
    case leaveLast = "leave-last"
    /// The latest part of all interactions, at one moment for everybody.
    case time
    /// The latest part of each user's interactions.
    case userTime = "user-time"
    /// A random part of each user's items.
    case random
    /// Strong generalisation: some users are not learnt from at all; a part of their items is shown to the model, the
    /// rest is held out.
    case strong
    /// Completing baskets: a random half of each of the latest orders is shown, the other held out.
    case basket
    /// Some items are not learnt from at all: who wants them is to be told by what is said of them.
    case coldItems = "cold-items"
    /// Some users are not learnt from at all, and known by their attributes alone.
    case coldUsers = "cold-users"

    /// The protocol of that name.
    ///
    /// - Throws: `invalidSetting` naming the one that was probably meant.
    public init(named name: String) throws(EvaluationError) {
        guard let splitProtocol = Self(rawValue: name) else {
            throw EvaluationError(
                .invalidSetting,
                "unknown protocol “\(name)”" + suggestion(for: name, among: Self.allCases.map(\.rawValue)))
        }
        self = splitProtocol
    }

    /// Whether a fraction says how much is held out.
    public var hasFraction: Bool { self != .leaveLast && self != .basket }
}

/// How a dataset is divided into what is learnt from and what is judged by.
public struct SplitPlan: Sendable, Equatable {
    /// The rule.
    public var splitProtocol: SplitProtocol
    /// Part held out, above 0 and below 1: of all interactions (`time`), of each user's interactions (`user-time`) or
    /// items (`random`), of the users (`strong`, `cold-users`), of the items (`cold-items`); `leave-last` has no use for
    /// it.
    public var testFraction = 0.2
    /// Part of a held-out user's items that is wanted of the model, in `strong`; the rest is their history.
    public var heldOutFraction = 0.2
    /// Days at the end whose orders are judged, in `basket`.
    public var testDays = 30.0
    /// Days after those that are left out altogether, in `basket`: settings are tuned on the days before the test.
    public var skippedDays = 0.0
    /// Whether, in `cold-items`, all items are ranked, and `testFraction` of each user's are asked for: how the items held
    /// out compete with the others.
    public var ranksAllItems = false
    /// Where random numbers start.
    public var seed: UInt64 = 42

    /// A plan with the usual fractions.
    public init(_ splitProtocol: SplitProtocol) { self.splitProtocol = splitProtocol }
}

extension Split {
    /// Divides a dataset by a plan.
    ///
    /// - Parameter weighting: what counts as a want: pairs that weigh more than 0.
    /// - Throws: `invalidSetting` for a fraction out of range, `emptyTest` when nobody is left to judge.
    public static func divide(
        _ dataset: Dataset, by plan: SplitPlan, weighting: EventWeighting = EventWeighting()
    ) throws(EvaluationError) -> Split {
        switch plan.splitProtocol {
        case .leaveLast: try leaveLastOut(dataset, weighting: weighting)
        case .time: try byTime(dataset, fraction: plan.testFraction, weighting: weighting)
        case .userTime: try byUserTime(dataset, fraction: plan.testFraction, weighting: weighting)
        case .random: try atRandom(dataset, fraction: plan.testFraction, seed: plan.seed, weighting: weighting)
        case .strong: try byUsers(dataset, plan, weighting: weighting)
        case .basket: try byBaskets(dataset, plan, weighting: weighting)
        case .coldItems: try withoutItems(dataset, plan, weighting: weighting)
        case .coldUsers: try withoutUsers(dataset, plan, weighting: weighting)
        }
    }

    static func check(_ fraction: Double, _ name: String) throws(EvaluationError) {
        guard fraction > 0, fraction < 1 else {
            throw EvaluationError(.invalidSetting, "a \(name) of \(fraction); it must be above 0 and below 1")
        }
    }
}
