// SPDX-License-Identifier: Apache-2.0

public import Recommenders

/// Compares what each fit is going to take with the memory limit, before any work starts.
public struct MemoryGuard: Sendable {
    /// The limit; nil when there is none to be found, and everything is admitted.
    public var limit: MemoryLimit?
    /// Threads of the fits.
    public var threadCount: Int
    /// Told, in a sentence, when a recommender is replaced.
    public var notice: @Sendable (String) -> Void

    /// A guard; by default of the machine's own limit.
    public init(
        limit: MemoryLimit? = .ofMachine, threadCount: Int = 1, notice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.limit = limit
        self.threadCount = threadCount
        self.notice = notice
    }

    /// The recipe with every recommender that does not fit into the limit replaced by the one it names for that case.
    ///
    /// - Parameter held: bytes of data in memory while a fit goes on, as far as it is known.
    /// - Throws: `notEnoughMemory` naming both figures and the remedy.
    public func admitted(_ recipe: Recipe, for size: DatasetSize, held: Int) throws(TrainingError) -> Recipe {
        var recipe = recipe
        for place in recipe.recommenders.indices {
            recipe.recommenders[place] = try admitted(
                recipe.recommenders[place], of: recipe, for: size, held: held)
        }
        return recipe
    }

    /// The same for one of its recommenders.
    public func admitted(
        _ plan: RecommenderPlan, of recipe: Recipe, for size: DatasetSize, held: Int
    ) throws(TrainingError) -> RecommenderPlan {
        guard let limit else { return plan }
        let estimate = try estimate(plan, of: recipe, size, held)
        if estimate.total <= limit.size.byteCount { return plan }
        let complaint = complaint(plan, estimate, limit)
        guard let other = plan.replacement else {
            let remedy = try remedy(plan, of: recipe, size, held, limit)
            throw TrainingError(.notEnoughMemory, "\(complaint); \(remedy)")
        }
        let otherEstimate = try self.estimate(other, of: recipe, size, held)
        guard otherEstimate.total <= limit.size.byteCount else {
            throw TrainingError(
                .notEnoughMemory,
                "\(complaint), and so would “\(other.kind.rawValue)” with \(MemorySize(byteCount: otherEstimate.total)), "
                    + "which the recipe names for that case; raise the limit or learn from fewer events (windowDays)")
        }
        notice(
            "\(complaint): the recipe says to fit “\(other.kind.rawValue)” instead, about "
                + "\(MemorySize(byteCount: otherEstimate.total))")
        return other
    }

    private func estimate(
        _ plan: RecommenderPlan, of recipe: Recipe, _ size: DatasetSize, _ held: Int, threads: Int? = nil
    ) throws(TrainingError) -> MemoryEstimate {
        do throws(RecommenderError) {
            return try MemoryEstimate(
                plan.kind, recipe.settings(of: plan), on: size, held: held, threads: threads ?? threadCount)
        } catch {
            throw TrainingError(.fitFailed, "cannot fit “\(plan.name)”", cause: error)
        }
    }

    private func complaint(_ plan: RecommenderPlan, _ estimate: MemoryEstimate, _ limit: MemoryLimit) -> String {
        "“\(plan.name)” would take about \(MemorySize(byteCount: estimate.total)) "
            + "(data \(MemorySize(byteCount: estimate.dataset)), fit \(MemorySize(byteCount: estimate.fit))), "
            + "and the limit is \(limit.size), \(limit.origin)"
    }

    /// What would bring it below the limit, as far as that can be worked out.
    private func remedy(
        _ plan: RecommenderPlan, of recipe: Recipe, _ size: DatasetSize, _ held: Int, _ limit: MemoryLimit
    ) throws(TrainingError) -> String {
        var ways: [String] = []
        for name in ["factors", "neighbours"] where plan.kind.settingNames.contains(name) {
            if let value = try largest(name, plan, of: recipe, size, held, limit) {
                ways.append("set \(name) to \(value)")
            }
        }
        if threadCount > 1, try estimate(plan, of: recipe, size, held, threads: 1).total <= limit.size.byteCount {
            ways.append("use --threads 1")
        }
        if plan.kind.rawValue == "ease", RecommenderKind(rawValue: "slim") != nil { ways.append("use slim instead") }
        ways.append("raise the limit")
        ways.append("let the recipe name another kind with whenTooLarge")
        return ways.joined(separator: ", or ")
    }

    /// The largest power of two of a setting with which the fit is below the limit; nil when none is.
    private func largest(
        _ name: String, _ plan: RecommenderPlan, of recipe: Recipe, _ size: DatasetSize, _ held: Int,
        _ limit: MemoryLimit
    ) throws(TrainingError) -> Int? {
        for value in [1_024, 512, 256, 128, 64, 32, 16, 8] {
            if case .number(let present) = recipe.settings(of: plan).values[name] ?? 1e9, Double(value) >= present {
                continue
            }
            var smaller = plan
            smaller.settings.values[name] = .number(Double(value))
            if try estimate(smaller, of: recipe, size, held).total <= limit.size.byteCount { return value }
        }
        return nil
    }
}
