// SPDX-License-Identifier: Apache-2.0

/// Scores items by the inner product of their factors with those of the user, solved for on the spot as in training.
public struct ALSModel: FactorModel {
    let learned: LearnedFactors

    init(_ learned: LearnedFactors) { self.learned = learned }
}
