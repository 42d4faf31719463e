// SPDX-License-Identifier: Apache-2.0

/// Scores items by x = b_i + p · q_i; p is computed from the history on the spot.
///
/// A history says nothing about who its user is, so the learned factors of users serve to find users, not to score.
public struct BPRModel: FactorModel {
    let learned: LearnedFactors

    init(_ learned: LearnedFactors) { self.learned = learned }
}
