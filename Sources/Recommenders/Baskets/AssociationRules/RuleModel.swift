// SPDX-License-Identifier: Apache-2.0

/// A model that knows rules: what goes with a basket, and why, in counts.
public protocol RuleModel: RecommenderModel {
    /// The rules, looked up by what is in a basket.
    var book: RuleBook { get }
}
