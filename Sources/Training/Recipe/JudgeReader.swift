// SPDX-License-Identifier: Apache-2.0

internal import Evaluation
internal import Recommenders
internal import Shop

/// Takes the `judge:` part out of a recipe.
struct JudgeReader {
    private static let keys = ["protocol", "testFraction", "heldOutFraction", "testDays", "skippedDays", "at", "gate"]

    /// The plan, whose gates refer to these recommenders.
    func plan(_ node: RecipeNode, for recommenders: [RecommenderPlan]) throws(TrainingError) -> JudgePlan {
        let values = try node.map(allowing: Self.keys)
        var plan = JudgePlan()
        plan.splitting = .leaveLast
        if let name = values["protocol"] { plan.splitting = try splitting(name) }
        if let fraction = try values["testFraction"]?.number(in: 0.001...0.999) { plan.testFraction = fraction }
        if let fraction = try values["heldOutFraction"]?.number(in: 0.001...0.999) { plan.heldOutFraction = fraction }
        if let days = try values["testDays"]?.number(in: 0.01...100_000) { plan.testDays = days }
        if let days = try values["skippedDays"]?.number(in: 0...100_000) { plan.skippedDays = days }
        if let cutoffs = values["at"] { plan.cutoffs = try self.cutoffs(cutoffs) }
        if let gate = values["gate"] {
            plan.gates = try gates(gate, plan, recommenders.map(\.name))
            guard plan.splitting != .none else { throw gate.fault("cannot be judged with protocol “none”") }
        }
        return plan
    }

    private func splitting(_ node: RecipeNode) throws(TrainingError) -> JudgePlan.Splitting {
        let name = try node.text()
        guard let splitting = JudgePlan.Splitting(rawValue: name) else {
            let known = JudgePlan.Splitting.allCases.map(\.rawValue)
            throw node.fault("unknown protocol “\(name)”" + suggestion(for: name, among: known))
        }
        return splitting
    }

    private func cutoffs(_ node: RecipeNode) throws(TrainingError) -> [Int] {
        var cutoffs: Set<Int> = []
        for child in try node.list() { cutoffs.insert(try child.integer(in: 1...1_000)) }
        guard !cutoffs.isEmpty else { throw node.fault("must name a length, such as [10]") }
        return cutoffs.sorted()
    }

    private func gates(
        _ node: RecipeNode, _ plan: JudgePlan, _ recommenders: [String]
    ) throws(TrainingError) -> [JudgePlan.Gate] {
        let metrics = plan.cutoffs.flatMap { cutoff in Metric.gateable.map { $0.name(at: cutoff) } }
        var gates: [JudgePlan.Gate] = []
        for (recommender, demands) in try node.map(allowing: recommenders).sorted(by: { $0.key < $1.key }) {
            for (metric, minimum) in try demands.map(allowing: metrics).sorted(by: { $0.key < $1.key }) {
                gates.append(
                    JudgePlan.Gate(recommender: recommender, metric: metric, minimum: try minimum.number(in: 0...1)))
            }
        }
        return gates
    }
}
