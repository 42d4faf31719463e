// SPDX-License-Identifier: Apache-2.0

internal import Recommenders
internal import Shop
internal import Snapshots
import Yams

/// Takes a recipe out of a YAML tree; whatever is wrong is named with file, line, key and remedy.
struct RecipeReader {
    private static let recommenderLimit = 100
    private static let keys = ["name", "seed", "events", "recommenders", "placements", "judge", "tune"]

    /// The recipe of a tree.
    ///
    /// - Parameter fallbackName: the recipe's name when it does not say.
    func recipe(_ root: RecipeNode, fallbackName: String) throws(TrainingError) -> Recipe {
        let values = try root.map(allowing: Self.keys)
        guard let list = values["recommenders"] else { throw root.fault("names no recommenders: nothing to fit") }
        var recipe = Recipe(name: fallbackName, recommenders: [])
        if let name = try values["name"]?.text() { recipe.name = name }
        if let seed = try values["seed"]?.integer(in: 0...UInt64.max) { recipe.seed = seed }
        if let events = values["events"] { recipe.events = try self.events(events) }
        recipe.recommenders = try recommenders(list, in: recipe)
        recipe.placements = Recipe.standardPlacements(for: recipe.recommenders)
        if let placements = values["placements"] {
            recipe.placements = try self.placements(placements, of: recipe.recommenders)
        }
        if let judge = values["judge"] { recipe.judge = try JudgeReader().plan(judge, for: recipe.recommenders) }
        if let tune = values["tune"] { recipe.tune = try TuneReader().plan(tune, of: recipe) }
        return recipe
    }

    private func events(_ node: RecipeNode) throws(TrainingError) -> Settings {
        let settings = try self.settings(node.map(allowing: EventWeighting.settingNames))
        do throws(RecommenderError) {
            _ = try EventWeighting(settings)
        } catch {
            throw node.fault(error.message)
        }
        return settings
    }

    private func settings(_ nodes: [String: RecipeNode]) throws(TrainingError) -> Settings {
        var settings = Settings()
        for (name, node) in nodes { settings.values[name] = try node.setting() }
        return settings
    }

    private func recommenders(_ list: RecipeNode, in recipe: Recipe) throws(TrainingError) -> [RecommenderPlan] {
        let nodes = try list.list()
        guard (1...Self.recommenderLimit).contains(nodes.count) else {
            throw list.fault("must name 1 to \(Self.recommenderLimit) recommenders")
        }
        var plans: [RecommenderPlan] = []
        for node in nodes {
            let plan = try recommender(node, in: recipe)
            guard !plans.contains(where: { $0.name == plan.name }) else {
                throw node.fault("a second recommender “\(plan.name)”: give it a name of its own")
            }
            plans.append(plan)
        }
        for (position, node) in nodes.enumerated() { try checkMembers(at: position, node, of: plans, in: recipe) }
        return plans
    }

    /// Refuses a mix of recommenders that names nobody, itself, or one that is not fitted before it.
    private func checkMembers(
        at position: Int, _ node: RecipeNode, of plans: [RecommenderPlan], in recipe: Recipe
    ) throws(TrainingError) {
        let plan = plans[position]
        let place = try node.map()["settings"]?.map()["members"] ?? node
        let members: [String]
        do throws(RecommenderError) {
            members = try plan.kind.requiredMembers(settings: recipe.settings(of: plan))
        } catch {
            throw place.fault(error.message)
        }
        let earlier = plans[..<position].map(\.name)
        for name in members where !earlier.contains(name) {
            if name == plan.name { throw place.fault("“\(name)” cannot be made of itself") }
            if plans.contains(where: { $0.name == name }) {
                throw place.fault("“\(name)” comes after “\(plan.name)”: members must stand before it in the recipe")
            }
            let hint = earlier.isEmpty ? "" : suggestion(for: name, among: earlier)
            throw place.fault("no recommender “\(name)” stands before “\(plan.name)”\(hint)")
        }
    }

    private func recommender(_ node: RecipeNode, in recipe: Recipe) throws(TrainingError) -> RecommenderPlan {
        let values = try node.map(allowing: ["kind", "name", "settings", "events", "whenTooLarge"])
        guard let kindNode = values["kind"] else { throw node.fault("has no kind, such as item-knn") }
        var plan = RecommenderPlan(try kind(kindNode), name: try values["name"]?.identifier())
        if let events = values["events"] { plan.events = try self.events(events) }
        plan.settings = try settings(of: plan, values["settings"], in: recipe, at: node)
        if let other = values["whenTooLarge"] { plan.whenTooLarge = try replacement(other, of: plan, in: recipe) }
        return plan
    }

    /// The settings of a recommender of that kind, tried out on it.
    private func settings(
        of plan: RecommenderPlan, _ settingsNode: RecipeNode?, in recipe: Recipe, at node: RecipeNode
    ) throws(TrainingError) -> Settings {
        var plan = plan
        let nodes = try settingsNode?.map() ?? [:]
        plan.settings = try settings(nodes)
        do throws(RecommenderError) {
            _ = try plan.kind.weighting(settings: recipe.settings(of: plan))
        } catch {
            let culprit = nodes.sorted { $0.key < $1.key }.first { isRefused($0.key, in: plan) }?.value
            throw (culprit ?? settingsNode ?? node).fault(error.message)
        }
        return plan.settings
    }

    /// `whenTooLarge: kind`, or a map of kind and settings.
    private func replacement(
        _ node: RecipeNode, of plan: RecommenderPlan, in recipe: Recipe
    ) throws(TrainingError) -> RecommenderPlan.Replacement {
        if node.isWord { return RecommenderPlan.Replacement(try kind(node)) }
        let values = try node.map(allowing: ["kind", "settings"])
        guard let kindNode = values["kind"] else { throw node.fault("has no kind, such as slim") }
        let other = RecommenderPlan(try kind(kindNode), name: plan.name, events: plan.events)
        return RecommenderPlan.Replacement(
            other.kind, settings: try settings(of: other, values["settings"], in: recipe, at: node))
    }

    private func kind(_ node: RecipeNode) throws(TrainingError) -> RecommenderKind {
        let name = try node.text()
        do throws(RecommenderError) {
            return try RecommenderKind(named: name)
        } catch {
            throw node.fault(error.message)
        }
    }

    /// Whether that setting alone is already one too many, so that the complaint can point to its line.
    private func isRefused(_ name: String, in plan: RecommenderPlan) -> Bool {
        guard let value = plan.settings.values[name] else { return false }
        do throws(RecommenderError) {
            _ = try plan.kind.weighting(settings: Settings([name: value]))
            return false
        } catch {
            return true
        }
    }

    private func placements(
        _ list: RecipeNode, of recommenders: [RecommenderPlan]
    ) throws(TrainingError) -> [PlacementPlan] {
        var plans: [PlacementPlan] = []
        for node in try list.list() {
            let plan = try placement(node, of: recommenders.map(\.name))
            guard !plans.contains(where: { $0.name == plan.name }) else {
                throw node.fault("a second placement “\(plan.name)”")
            }
            plans.append(plan)
        }
        return plans
    }

    private func placement(_ node: RecipeNode, of names: [String]) throws(TrainingError) -> PlacementPlan {
        let values = try node.map(allowing: ["name", "recommender", "excludesSeen", "historyLimit", "fallback"])
        guard let name = values["name"], let recommender = values["recommender"] else {
            throw node.fault("must have a name and a recommender")
        }
        var plan = PlacementPlan(name: try name.identifier(), recommender: try known(recommender, names))
        if let excludesSeen = try values["excludesSeen"]?.flag() { plan.excludesSeen = excludesSeen }
        if let limit = try values["historyLimit"]?.integer(in: 1...10_000) { plan.historyLimit = limit }
        if let fallback = values["fallback"] { plan.fallback = try known(fallback, names) }
        return plan
    }

    private func known(_ node: RecipeNode, _ names: [String]) throws(TrainingError) -> String {
        let name = try node.text()
        guard names.contains(name) else {
            throw node.fault("the recipe has no recommender “\(name)”" + suggestion(for: name, among: names))
        }
        return name
    }
}
