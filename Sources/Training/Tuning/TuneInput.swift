// SPDX-License-Identifier: Apache-2.0

internal import Evaluation
internal import Matrix
internal import Recommenders
internal import Shop
internal import Snapshots

/// What a search learns from and judges by.
public struct TuneInput: Sendable {
    let split: Split
    /// The recipe as it goes with the data: rows of files have no types, and weigh 1 each.
    let recipe: Recipe
    /// Checksum of both parts.
    let fingerprint: String

    /// Rows `user<TAB>item` of files; without a file to judge by, part of the rows is held back as the plan says.
    ///
    /// - Throws: `unreadableFile` naming file, line and column; `nothingToLearn` when nobody can be judged.
    public init(train: String, valid: String?, recipe: Recipe, plan: TunePlan) throws(TrainingError) {
        let data: JudgedData
        if let valid {
            data = try JudgedData(train: train, test: valid)
        } else {
            data = try JudgedData(file: train, by: plan.validation)
        }
        try self.init(data.split, data.recipe(recipe))
    }

    /// The events of a store, part of them held back as the plan says.
    ///
    /// - Throws: `storeFailed`, `nothingToLearn`.
    public init(storeAt directory: String, recipe: Recipe, plan: TunePlan) throws(TrainingError) {
        let data = try JudgedData(storeAt: directory, by: plan.validation, recipe: recipe)
        try self.init(data.split, data.recipe(recipe))
    }

    /// Events that were read before, part of them held back as the plan says.
    public init(_ data: TrainingData, recipe: Recipe, plan: TunePlan) throws(TrainingError) {
        do {
            let weighting = try EventWeighting(recipe.events)
            try self.init(Split.divide(data.dataset, by: plan.validation, weighting: weighting), recipe)
        } catch let error as TrainingError {
            throw error
        } catch {
            throw TrainingError(.nothingToLearn, "cannot hold events back to judge by", cause: error)
        }
    }

    private init(_ split: Split, _ recipe: Recipe) throws(TrainingError) {
        guard split.wanted.contains(where: { $0.count > 0 }) else {
            throw TrainingError(.nothingToLearn, "no user has both something to learn from and something to judge by")
        }
        (self.split, self.recipe) = (split, recipe)
        var sum: UInt64 = 0
        for part in [split.training, split.foldIn].compactMap(\.self) {
            let own = Array(TrainingData(store: "", dataset: part).fingerprint.hash.utf8)
            sum = own.withUnsafeBytes { Checksum.of($0, seed: sum) }
        }
        for wanted in split.wanted {
            let head = [wanted.user, UInt32(truncatingIfNeeded: wanted.unknownCount)]
            sum = (head + wanted.items).withUnsafeBytes { Checksum.of($0, seed: sum) }
        }
        fingerprint = Checksum.text(sum)
    }
}

extension TuneInput {
    /// The split for a share of the users, the same ones whenever it is asked for; a larger share holds a smaller one.
    ///
    /// Users and items keep their indices.
    func split(share: Double, seed: UInt64) -> Split {
        if share >= 1 { return split }
        let isTaken = (0..<split.training.userCount).map { user in
            var generator = SeededGenerator(seed: seed &+ UInt64(user) &* 0xD134_2543_DE82_EF95)
            return Double.random(in: 0..<1, using: &generator) < share
        }
        return Split(
            training: split.training.taking { isTaken[$0] }, foldIn: split.foldIn?.taking { isTaken[$0] },
            wanted: split.wanted.filter { isTaken[Int($0.user)] })
    }
}

extension Dataset {
    /// The same with some users' interactions alone; guests stay.
    fileprivate func taking(_ isTaken: (Int) -> Bool) -> Dataset {
        var taken = Interactions(userCount: userCount, itemCount: itemCount)
        for position in 0..<interactions.count where isTaken(Int(interactions.users[position])) {
            taken.append(interactions[position])
        }
        return replacing(taken) { $0.user == EventGroups.guest || isTaken(Int($0.user)) }
    }
}
