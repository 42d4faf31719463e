// SPDX-License-Identifier: Apache-2.0

/// What every judged user's list reached: the figures whose means a report shows, kept for intervals and tests.
public struct PerUserFigures: Sendable {
    /// Name of each column, such as `recall@20`.
    public let names: [String]
    /// Judged users, ascending; the same for every model judged on the same split.
    public let users: [UInt32]
    /// Users × columns, row by row; NaN where a list has no such figure.
    let values: [Float]

    init(names: [String], users: [UInt32], values: [Float]) {
        precondition(values.count == names.count * users.count, "\(values.count) values for \(users.count) users")
        self.names = names
        self.users = users
        self.values = values
    }

    /// One column, a value a user; nil when it was not measured.
    public func values(of name: String) -> [Float]? {
        guard let column = names.firstIndex(of: name) else { return nil }
        return users.indices.map { values[$0 * names.count + column] }
    }
}

/// A model's figures on a split, with everything needed to doubt them.
public struct Judgement: Sendable {
    /// Means over users, and the figures of all lists together.
    public let report: EvaluationReport
    /// What the means are made of.
    public let figures: PerUserFigures
    /// By how many items the user had, from the fewest.
    public let userBands: [Band]
    /// By how many users the wanted items had, from the least popular; each carries about the same part of all pairs.
    public let itemBands: [Band]
}
