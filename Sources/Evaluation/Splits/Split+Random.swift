// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Recommenders
internal import Shop

extension Split {
    /// Holds out a random part of each user's items, and with each one all that the user had to do with it.
    ///
    /// Which ones depends on the seed and the user's index alone. A model may learn from what came after the test; as
    /// an estimate for the shop of tomorrow that is too kind, as a comparison of methods it is the usual one.
    ///
    /// - Parameter fraction: part of each user's items, at least one of two or more; above 0 and below 1.
    /// - Throws: `invalidSetting` for a fraction out of range, `emptyTest` when nobody is left to judge.
    public static func atRandom(
        _ dataset: Dataset, fraction: Double = 0.2, seed: UInt64 = 42, weighting: EventWeighting = EventWeighting()
    ) throws(EvaluationError) -> Split {
        try check(fraction, "test fraction")
        let draw = ItemDraw(dataset, weighting: weighting, fraction: fraction, seed: seed)
        let interactions = dataset.interactions
        return try divide(dataset, weighting: weighting) { position in
            draw.isHeldOut(interactions.items[position], of: interactions.users[position]) ? .test : .training
        }
    }

    /// Holds out whole users: the model has never seen them, is shown a part of their items, and is asked for the rest.
    ///
    /// - Source: Marlin, "Collaborative Filtering: A Machine Learning Perspective", 2004, “strong generalization”;
    ///   Liang et al., "Variational Autoencoders for Collaborative Filtering", WWW 2018, who show 80 % of the items.
    static func byUsers(
        _ dataset: Dataset, _ plan: SplitPlan, weighting: EventWeighting
    ) throws(EvaluationError) -> Split {
        try check(plan.testFraction, "test fraction")
        try check(plan.heldOutFraction, "held-out fraction")
        let draw = ItemDraw(dataset, weighting: weighting, fraction: plan.heldOutFraction, seed: plan.seed)
        var candidates = (0..<dataset.userCount).filter(draw.canBeJudged)
        guard candidates.count > 1 else { throw nobodyToJudge }
        var generator = SeededGenerator(seed: plan.seed)
        candidates.shuffle(using: &generator)
        let wished = Int((Double(candidates.count) * plan.testFraction).rounded())
        let chosen = Set(candidates.prefix(min(candidates.count - 1, max(1, wished))))
        let interactions = dataset.interactions
        return try divide(dataset, weighting: weighting) { position in
            let user = interactions.users[position]
            if !chosen.contains(Int(user)) { return .training }
            return draw.isHeldOut(interactions.items[position], of: user) ? .test : .foldIn
        }
    }
}

/// A random part of every user's items.
struct ItemDraw {
    private let wants: SparseMatrix
    private let isDrawn: [Bool]  // by position in `wants`

    init(_ dataset: Dataset, weighting: EventWeighting, fraction: Double, seed: UInt64) {
        wants = dataset.matrix(weighting: weighting)
        var isDrawn = [Bool](repeating: false, count: wants.entryCount)
        for user in 0..<wants.rowCount where wants.range(ofRow: user).count > 1 {
            var generator = SeededGenerator(seed: seed &+ UInt64(user) &* 0xD134_2543_DE82_EF95)
            let positions = wants.range(ofRow: user)
            let count = min(positions.count - 1, max(1, Int((Double(positions.count) * fraction).rounded())))
            for position in positions.shuffled(using: &generator).prefix(count) { isDrawn[position] = true }
        }
        self.isDrawn = isDrawn
    }

    /// Whether something is drawn and something is left.
    func canBeJudged(_ user: Int) -> Bool { wants.range(ofRow: user).count > 1 }

    func isHeldOut(_ item: UInt32, of user: UInt32) -> Bool {
        var places = wants.range(ofRow: Int(user))
        while !places.isEmpty {
            let middle = places.lowerBound + places.count / 2
            let column = wants.columns[middle]
            if column == item { return isDrawn[middle] }
            places = column < item ? middle + 1..<places.upperBound : places.lowerBound..<middle
        }
        return false
    }
}
