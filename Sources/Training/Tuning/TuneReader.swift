// SPDX-License-Identifier: Apache-2.0

internal import Evaluation
internal import Recommenders
internal import Shop

/// Takes the `tune:` part out of a recipe.
struct TuneReader {
    private static let keys = [
        "recommender", "space", "metric", "validation", "trials", "seed", "strategy", "halving",
    ]

    /// The plan for a recommender of that recipe.
    func plan(_ node: RecipeNode, of recipe: Recipe) throws(TrainingError) -> TunePlan {
        let values = try node.map(allowing: Self.keys)
        guard let spaceNode = values["space"] else { throw node.fault("has no space: no setting may vary") }
        let target = try recommender(values["recommender"], of: recipe, at: node)
        let space = try SpaceReader(recipe: recipe, target: target).space(spaceNode)
        var plan = TunePlan(recommender: target.name, space: space)
        plan.seed = recipe.seed
        if let metric = values["metric"] { (plan.metric, plan.cutoff) = try self.metric(metric) }
        if let validation = values["validation"] { plan.validation = try self.validation(validation) }
        if let trials = values["trials"] { plan.trials = try trials.integer(in: 1...100_000) }
        if let seed = values["seed"] { plan.seed = try seed.integer(in: 0...UInt64.max) }
        if let strategy = values["strategy"] { plan.strategy = try word(strategy) }
        if let halving = values["halving"] { plan.halving = try self.halving(halving) }
        return plan
    }

    /// The one named; without a name the only one that is not popularity.
    private func recommender(
        _ node: RecipeNode?, of recipe: Recipe, at tune: RecipeNode
    ) throws(TrainingError) -> RecommenderPlan {
        guard let node else {
            let candidates = recipe.recommenders.filter { $0.kind != .popularity }
            if candidates.count == 1 { return candidates[0] }
            let names = recipe.recommenders.map(\.name).joined(separator: ", ")
            throw tune.fault("names no recommender; name one of \(names)")
        }
        let name = try node.text()
        guard let plan = recipe.recommenders.first(where: { $0.name == name }) else {
            let names = recipe.recommenders.map(\.name)
            throw node.fault("the recipe has no recommender “\(name)”" + suggestion(for: name, among: names))
        }
        return plan
    }

    private func metric(_ node: RecipeNode) throws(TrainingError) -> (Metric, Int) {
        let text = try node.text()
        let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        guard let metric = Metric.ranking.first(where: { $0.rawValue == parts[0] }) else {
            throw node.fault(
                "unknown metric “\(text)”" + suggestion(for: parts[0], among: Metric.ranking.map(\.rawValue)))
        }
        guard parts.count == 2, let cutoff = Int(parts[1]), (1...1_000).contains(cutoff) else {
            throw node.fault("“\(text)” must end with a list length from 1 to 1000, such as \(metric.name(at: 20))")
        }
        return (metric, cutoff)
    }

    private func validation(_ node: RecipeNode) throws(TrainingError) -> SplitPlan {
        let values = try node.map(allowing: ["protocol", "fraction", "seed"])
        var plan = SplitPlan(.random)
        if let name = values["protocol"] { plan.splitProtocol = try word(name) }
        if let fraction = try values["fraction"]?.number(in: 0.001...0.999) { plan.testFraction = fraction }
        if let seed = values["seed"] { plan.seed = try seed.integer(in: 0...UInt64.max) }
        return plan
    }

    /// `none`, or shares and what is kept.
    private func halving(_ node: RecipeNode) throws(TrainingError) -> Halving {
        if node.isWord {
            guard try node.text() == "none" else { throw node.fault("must be none, or a map of shares and keep") }
            return .none
        }
        let values = try node.map(allowing: ["shares", "keep"])
        var halving = Halving()
        if let list = values["shares"] {
            var shares: [Double] = []
            for child in try list.list() { shares.append(try child.number(in: 0.001...1)) }
            let isAscending = zip(shares, shares.dropFirst()).allSatisfy(<)
            guard shares.last == 1, isAscending, shares.count <= 6 else {
                throw list.fault("must be up to 6 ascending shares of which the last is 1, such as [0.11, 0.33, 1]")
            }
            halving.shares = shares
        }
        if let keep = values["keep"] { halving.keep = try keep.number(in: 0.1...0.9) }
        return halving
    }

    private func word<Word: RawRepresentable & CaseIterable>(
        _ node: RecipeNode
    ) throws(TrainingError) -> Word where Word.RawValue == String {
        let text = try node.text()
        if let word = Word(rawValue: text) { return word }
        throw node.fault("unknown word “\(text)”" + suggestion(for: text, among: Word.allCases.map(\.rawValue)))
    }
}

/// Takes the search space out of a recipe and tries its ends out on the recommender.
private struct SpaceReader {
    let recipe: Recipe
    let target: RecommenderPlan

    func space(_ node: RecipeNode) throws(TrainingError) -> [SearchedSetting] {
        var space: [SearchedSetting] = []
        for (name, child) in try node.map().sorted(by: { $0.key < $1.key }) {
            let key = name.split(separator: ".").first.map(String.init) ?? name
            guard target.kind.settingNames.contains(key) else {
                throw child.fault(
                    "“\(target.kind.rawValue)” has no setting “\(key)”"
                        + suggestion(for: key, among: target.kind.settingNames))
            }
            space.append(SearchedSetting(name, try domain(child, of: name)))
        }
        guard !space.isEmpty else { throw node.fault("names no setting: nothing to search for") }
        return space
    }

    private func domain(_ node: RecipeNode, of name: String) throws(TrainingError) -> SearchDomain {
        let values = try node.map(allowing: ["from", "to", "scale", "step", "integer", "choices"])
        if let list = values["choices"] {
            guard values.count == 1 else { throw node.fault("has choices, beside which nothing else makes sense") }
            var choices: [Setting] = []
            for child in try list.list() {
                let choice = try child.setting()
                guard !choices.contains(choice) else { throw child.fault("is there twice") }
                try tryOut(choice, as: name, at: child)
                choices.append(choice)
            }
            guard choices.count > 1 else { throw list.fault("must name two values or more") }
            return .choices(choices)
        }
        guard let from = values["from"], let to = values["to"] else {
            throw node.fault("must have from and to, or choices")
        }
        return .range(try range(values, from, to, of: name))
    }

    private func range(
        _ values: [String: RecipeNode], _ from: RecipeNode, _ to: RecipeNode, of name: String
    ) throws(TrainingError) -> SearchDomain.NumberRange {
        let (low, high) = (try from.number(in: -1e12...1e12), try to.number(in: -1e12...1e12))
        guard low < high else { throw to.fault("must be above from, which is \(low)") }
        var isLogarithmic = false
        if let scale = values["scale"] {
            let word = try scale.text()
            guard ["linear", "log"].contains(word) else { throw scale.fault("must be linear or log") }
            isLogarithmic = word == "log"
            guard !isLogarithmic || low > 0 else { throw from.fault("must be above 0 on a log scale") }
        }
        var step = try values["step"]?.number(in: 1e-9...1e12)
        if let integer = values["integer"], try integer.flag() {
            guard low == low.rounded(), step.map({ $0 == $0.rounded() }) ?? true else {
                throw from.fault("must be a whole number, and so must the step: the setting is an integer")
            }
            step = step ?? 1
        }
        if let step, step > high - low, let node = values["step"] { throw node.fault("is wider than the range") }
        let range = SearchDomain.NumberRange(from: low, to: high, isLogarithmic: isLogarithmic, step: step)
        try tryOut(.number(range.number(at: 0)), as: name, at: from)
        try tryOut(.number(range.number(at: 1)), as: name, at: to)
        return range
    }

    /// A value that the recommender refuses alone and with the recipe's settings is wrong; one that does not go with
    /// another setting may still go with what the search puts in its place.
    private func tryOut(_ value: Setting, as name: String, at node: RecipeNode) throws(TrainingError) {
        do throws(RecommenderError) {
            _ = try target.kind.weighting(settings: recipe.settings(of: target).overlaid(with: [name: value]))
        } catch {
            let alone = Settings().overlaid(with: [name: value])
            if (try? target.kind.weighting(settings: alone)) == nil { throw node.fault(error.message) }
        }
    }
}
